import { CONTROL } from "../memory/control.ts";

/** How often a word is looked at before the thread goes to sleep: some tens of microseconds. */
const SPINS = 4000;

/** How long a thread sleeps before it looks whether the others are still there. */
const LOOK_MS = 1000;

/** How often it looks before it takes them for dead all the same: five minutes. */
const MOST_LOOKS = 300;

/**
 * Waits until a word of the control block is no longer `value`: a short spin, then sleep.
 *
 * @param check throws if a thread that is waited for has ended
 * @throws {Error} after five minutes, so that a thread that died cannot hang the others for ever.
 */
export function waitWhile(
  words: Int32Array,
  place: number,
  value: number,
  check: () => void = () => {},
): void {
  for (let i = 0; i < SPINS; i++) {
    if (Atomics.load(words, place) !== value) return;
  }
  for (let looks = 0; Atomics.load(words, place) === value;) {
    if (Atomics.wait(words, place, value, LOOK_MS) !== "timed-out") continue;
    check();
    if (++looks === MOST_LOOKS) {
      throw new Error(
        "The engine's threads have not answered for five minutes; one may have died.",
      );
    }
  }
}

/** A meeting point of all threads. If one of them has failed, the others leave their task too. */
export function barrier(words: Int32Array, threads: number, check?: () => void): void {
  if (threads === 1) return;
  const round = Atomics.load(words, CONTROL.barrier);
  if (Atomics.add(words, CONTROL.arrived, 1) === threads - 1) {
    Atomics.store(words, CONTROL.arrived, 0);
    openBarrier(words);
  } else if (Atomics.load(words, CONTROL.failed) === 0) {
    waitWhile(words, CONTROL.barrier, round, check);
  }
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
