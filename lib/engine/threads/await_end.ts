import { CONTROL } from "../memory/control.ts";
import { hasEnded } from "./liveness.ts";

/** The longest that is waited for threads to end; one that hangs must not hang the caller. */
const PATIENCE_MS = 3000;

/**
 * Waits until all workers, which have been told to, have ended. Where the system does not show
 * threads (elsewhere than on Linux), until they have left native code for good.
 */
export function awaitEnd(words: Int32Array, places: readonly (string | null)[]): void {
  const deadline = performance.now() + PATIENCE_MS;
  const ended = (left: number) =>
    places.every((place) => place === null ? left >= places.length : hasEnded(place));
  for (let left = -1; performance.now() < deadline;) {
    left = Atomics.load(words, CONTROL.left);
    if (ended(left)) return;
    Atomics.wait(words, CONTROL.left, left, 1);
  }
}
