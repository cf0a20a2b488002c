/**
 * Runs work that the notebook's stop button (or Ctrl-C in a terminal) may end early. The work gets
 * an `AbortSignal` and looks at it where it can stop cleanly, as training does after every batch;
 * it then gives back what it has, and the next cell runs.
 *
 * The kernel has no interrupt of its own: the signal that the button sends would end it, with all
 * that the notebook holds. So the signal is listened to while the work runs, and only then.
 *
 * @example
 * ```ts
 * import { interruptible } from "#lib/notebook/interruptible.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(await interruptible((signal) => Promise.resolve(signal.aborted)), false);
 * ```
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  Deno.addSignalListener("SIGINT", stop);
  try {
    return await work(controller.signal);
  } finally {
    Deno.removeSignalListener("SIGINT", stop);
  }
}
