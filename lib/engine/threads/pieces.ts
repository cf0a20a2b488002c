import { CONTROL } from "../memory/control.ts";

/** Takes pieces from the shared count of a task's phase until there are none. */
export function takePieces(words: Int32Array): (count: number, phase?: number) => Iterable<number> {
  return function* (count, phase = 0) {
    for (;;) {
      const piece = Atomics.add(words, CONTROL.next + phase, 1);
      if (piece >= count) return;
      yield piece;
    }
  };
}
