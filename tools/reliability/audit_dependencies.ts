import { readLock } from "../dependencies/read_lock.ts";
import type { Outcome } from "./outcome.ts";
import { ROOT } from "./task_runs.ts";

/** What a failed request looks like, as against a fault that was found. */
const UNREACHABLE = /error sending request|dns error|timed out|status code/i;

/**
 * Asks the npm registry, by `deno audit`, for known faults in the packages of the lock file. Where the
 * registry does not answer, none of them counts as tried.
 */
export async function auditDependencies(): Promise<Outcome> {
  const packages = readLock(await Deno.readTextFile(`${ROOT}/deno.lock`)).length;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["audit"],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  return auditOutcome({ code, said: text(stdout) + text(stderr), packages });
}

/** What `deno audit` said, as a row of the page. */
export function auditOutcome(
  { code, said, packages }: { code: number; said: string; packages: number },
): Outcome {
  const fault = "packages of `deno.lock` with known faults (`deno audit`)";
  if (code === 0) return { fault, tries: packages, survived: packages, seen: "none", lost: [] };
  if (UNREACHABLE.test(said)) {
    return {
      fault,
      tries: 0,
      survived: 0,
      seen: "not looked up: the npm registry cannot be asked from this machine",
      lost: [],
    };
  }
  const titles = said.split(/\r?\n/).filter((line) => /severity|vulnerabilit/i.test(line));
  const lost = titles.length > 0 ? titles.map((line) => line.trim()) : [`ends with ${code}`];
  return { fault, tries: packages, survived: 0, seen: "", lost };
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
