import { fileURLToPath } from "node:url";
import type { Contestant } from "../harness.ts";
import { lineRunner } from "../line_runner.ts";

/**
 * A contestant in a Deno process of its own, so that engines with different numbers of threads can
 * take part in one bench. The script speaks the protocol of {@link lineRunner}.
 */
export function denoContestant(
  script: string,
  { system, threads, args }: { system: string; threads: number; args: readonly string[] },
): Contestant {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return {
    system,
    threads,
    start: () =>
      lineRunner(Deno.execPath(), {
        who: `${script} for ${system}`,
        args: ["run", "--allow-all", "--quiet", path, ...args],
      }),
  };
}
