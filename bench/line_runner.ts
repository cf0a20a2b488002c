import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Runner } from "./harness.ts";

/** What a contestant may say: that it is ready, that it lacks something, or seconds. */
const ANSWER = /^(ready|missing:.*|[\d.e+-]+)$/;

/**
 * A runner in a process of its own. The process sets up and warms up, prints `ready` (or
 * `missing: WHY`), then answers each line `run` with the seconds of one repetition. Other lines that
 * it prints are its own affair. To `memory` it answers, where a bench asks, with the most bytes that
 * it has held.
 *
 * @param who names it in errors.
 */
export async function lineRunner(
  command: string,
  { who, ...options }: Deno.CommandOptions & { readonly who: string },
): Promise<Runner | { readonly missing: string }> {
  const child = new Deno.Command(command, {
    ...options,
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
      if (done) throw new Error(`${who} ended early:\n${await errors}`);
      if (ANSWER.test(value)) return value as string;
    }
  };
  const ask = async (line: string) => {
    await input.write(new TextEncoder().encode(`${line}\n`));
    return Number(await answer());
  };
  const close = async () => {
    await input.close().catch(ignoreBrokenPipe);
    await child.status;
  };
  const first = await answer();
  if (first.startsWith("missing:")) {
    await close();
    return { missing: first.slice("missing:".length).trim() };
  }
  if (first !== "ready") throw new Error(`${who} printed "${first}" instead of "ready"`);
  return {
    run: () => ask("run"),
    peakBytes: () => ask("memory"),
    close,
  };
}

/** A process that has ended by itself closes its end of the pipe first: no fault. */
function ignoreBrokenPipe(error: unknown): void {
  if (!(error instanceof Deno.errors.BrokenPipe || error instanceof TypeError)) throw error;
}
