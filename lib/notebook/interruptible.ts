import { inKernel } from "./output.ts";

/**
 * Runs work that the notebook's stop button (or Ctrl-C in a terminal) may end early. The work gets
 * an `AbortSignal` and looks at it where it can stop cleanly, as training does after every batch;
 * it then gives back what it has, and the next cell runs.
 *
 * The kernel has no interrupt of its own: the signal that the button sends would end it, with all
 * that the notebook holds. From the first call on, the kernel takes the signal and lives.
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
  running.add(controller);
  // Adding a listener that is there already changes nothing.
  Deno.addSignalListener("SIGINT", interrupt);
  try {
    return await work(controller.signal);
  } finally {
    running.delete(controller);
    // An impatient second press comes after the work has ended; it must not cost what it made. In
    // a terminal, though, Ctrl-C has to go on ending the program.
    if (running.size === 0 && !inKernel()) Deno.removeSignalListener("SIGINT", interrupt);
  }
}

const running = new Set<AbortController>();

function interrupt(): void {
  for (const controller of running) controller.abort();
}
