import { createInterface } from "node:readline";
import { stdin, stdout } from "node:process";

/** The child's side of {@linkcode denoContestant}: answers each line `run` with seconds. */
export async function answerRuns(run: () => Promise<number> | number): Promise<void> {
  stdout.write("ready\n");
  for await (const line of createInterface({ input: stdin })) {
    if (line !== "run") break;
    stdout.write(`${await run()}\n`);
  }
}
