import { CONTROL } from "../memory/control.ts";

/** How often a word is looked at before the thread goes to sleep: some tens of microseconds. */
const SPINS = 4000;

/** How long a thread waits for the others before it takes them for dead. */
const PATIENCE_MS = 300_000;

/**
 * Waits until a word of the control block is no longer `value`: a short spin, then sleep.
 *
 * @throws {Error} after five minutes, so that a thread that died cannot hang the others for ever.
 */
export function waitWhile(words: Int32Array, place: number, value: number): void {
  for (let i = 0; i < SPINS; i++) {
    if (Atomics.load(words, place) !== value) return;
  }
  while (Atomics.load(words, place) === value) {
    if (Atomics.wait(words, place, value, PATIENCE_MS) === "timed-out") {
      throw new Error(
        "The engine's threads have not answered for five minutes; one may have died.",
      );
    }
  }
}

/** A meeting point of all threads. If one of them has failed, the others leave their task too. */
export function barrier(words: Int32Array, threads: number): void {
  if (threads === 1) return;
  const round = Atomics.load(words, CONTROL.barrier);
  if (Atomics.add(words, CONTROL.arrived, 1) === threads - 1) {
    Atomics.store(words, CONTROL.arrived, 0);
    openBarrier(words);
  } else if (Atomics.load(words, CONTROL.failed) === 0) waitWhile(words, CONTROL.barrier, round);
  if (Atomics.load(words, CONTROL.failed) !== 0) throw new OtherThreadFailed();
}

export function openBarrier(words: Int32Array): void {
  Atomics.add(words, CONTROL.barrier, 1);
  Atomics.notify(words, CONTROL.barrier);
}

/** Thrown in the threads that wait for one that failed; its own error is the one that is reported. */
export class OtherThreadFailed extends Error {
  override readonly name = "OtherThreadFailed";
}
