import type { Outcome } from "./outcome.ts";
import { runTask, taskRuns } from "./task_runs.ts";

/** An address as `strace` shows it. */
const ADDRESS = /sin6?_port=htons\((\d+)\).*?(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"/;

/**
 * Runs tasks under `strace` and looks at every address that they or their children connect or send to.
 * Permissions bind only Deno's own code; this sees native libraries too. Linux, with strace.
 */
export async function noNetwork(): Promise<Outcome[]> {
  const folder = await Deno.makeTempDir({ prefix: "no-network" });
  try {
    const outcomes: Outcome[] = [];
    for (const run of await taskRuns(folder)) {
      const trace = `${folder}/trace`;
      const { code, errors } = await runTask(run, {
        through: ["strace", "--seccomp-bpf", "-f", "-qq", "-e", "trace=%network", "-o", trace],
      });
      const outside = addresses(await Deno.readTextFile(trace)).filter(({ host, port }) =>
        // A name server of this machine asks others.
        port === "53" || !/^(127\.|::1$|0\.0\.0\.0$|::$)/.test(host)
      );
      const lost = [
        ...outside.map(({ host, port }) => `${run.task} reaches for ${host}:${port}`),
        ...code === 0 ? [] : [`${run.task} ends with ${code}: ${errors.split("\n").at(-1)}`],
      ];
      outcomes.push({
        fault: `addresses beyond this machine that \`task ${run.task}\` reaches for`,
        tries: 1,
        survived: lost.length === 0 ? 1 : 0,
        seen: outside.length === 0 ? "none" : `${outside.length}`,
        lost: [...new Set(lost)],
      });
    }
    return outcomes;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function addresses(trace: string): { port: string; host: string }[] {
  return trace.split("\n").filter((line) => /\b(connect|sendto|sendmsg|sendmmsg)\(/.test(line))
    .flatMap((line) => {
      const [, port, host] = ADDRESS.exec(line) ?? [];
      return host ? [{ port, host }] : [];
    });
}
