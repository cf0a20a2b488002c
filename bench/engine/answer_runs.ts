import { createInterface } from "node:readline";
import { resourceUsage, stdin, stdout } from "node:process";

/**
 * The child's side of {@linkcode denoContestant}: answers each line `run` with seconds, and `memory`
 * with the most bytes that the process has held.
 *
 * @param options.whole false if only a part of the work is done, so that its memory says nothing (0)
 */
export async function answerRuns(
  run: () => Promise<number> | number,
  { whole = true }: { whole?: boolean } = {},
): Promise<void> {
  stdout.write("ready\n");
  for await (const line of createInterface({ input: stdin })) {
    if (line === "run") stdout.write(`${await run()}\n`);
    else if (line === "memory") stdout.write(`${whole ? resourceUsage().maxRSS * 1024 : 0}\n`);
    else break;
  }
}
