import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Contestant, Runner } from "../harness.ts";

/**
 * A contestant in a Deno process of its own, so that engines with different numbers of threads can
 * take part in one bench. The script speaks the protocol of the Python ones: `ready` (or
 * `missing: WHY`), then the seconds of a repetition for each line `run`.
 */
export function denoContestant(
  script: string,
  { system, threads, args }: { system: string; threads: number; args: readonly string[] },
): Contestant {
  return {
    system,
    threads,
    async start(): Promise<Runner | { missing: string }> {
      const path = fileURLToPath(new URL(script, import.meta.url));
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "--allow-all", "--quiet", path, ...args],
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
      }).spawn();
      const errors = new Response(child.stderr).text();
      const lines = createInterface({ input: Readable.from(child.stdout) })[Symbol.asyncIterator]();
      const input = child.stdin.getWriter();
      const answer = async () => {
        for (;;) {
          const { value, done } = await lines.next();
          if (done) throw new Error(`${script} for ${system} ended early:\n${await errors}`);
          if (/^(ready|missing:|[\d.e+-]+$)/.test(value)) return value;
        }
      };
      const first = await answer();
      const close = async () => {
        await input.close().catch(() => {/* the child has ended first: no fault */});
        await child.status;
      };
      if (first.startsWith("missing:")) {
        await close();
        return { missing: first.slice("missing:".length).trim() };
      }
      return {
        async run() {
          await input.write(new TextEncoder().encode("run\n"));
          return Number(await answer());
        },
        close,
      };
    },
  };
}
