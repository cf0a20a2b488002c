/** The whole state of an {@link Rng}: four 32-bit words. Plain, so that a checkpoint can hold it. */
export type RngState = readonly [number, number, number, number];

/**
 * A seeded random number generator: the same seed gives the same numbers on every machine.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, period of at least
 * 2^64 here through its counter, and no failure known in PractRand or BigCrush. Not for secrets.
 *
 * Randomness is an argument throughout the library. A function that needs several independent
 * streams takes one generator and {@link Rng.split}s it by name, so that adding a draw in one place
 * changes no other.
 *
 * @example
 * ```ts
 * import { Rng } from "#lib/core/rng.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const [a, b] = [new Rng(7), new Rng(7)];
 * deepStrictEqual(a.permutation(5), b.permutation(5));
 * ```
 */
export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  /** @param seed any integer or text; an integer and its decimal text give the same stream. */
  constructor(seed: number | string | RngState) {
    if (typeof seed === "object") {
      [this.#a, this.#b, this.#c, this.#counter] = seed;
      return;
    }
    if (typeof seed === "number" && !Number.isSafeInteger(seed)) {
      throw new RangeError(`a seed must be a whole number, not ${seed}`);
    }
    const hash = hashText(String(seed));
    [this.#a, this.#b, this.#c] = [hash(), hash(), hash()];
    this.#counter = 1;
    // The first outputs still show the seed's structure.
    for (let i = 0; i < 15; i++) this.uint32();
  }

  /** The state now; `new Rng(state)` goes on from here. */
  get state(): RngState {
    return [this.#a, this.#b, this.#c, this.#counter];
  }

  /** An independent generator, named: equal names give equal streams, and this one does not advance. */
  split(name: string | number): Rng {
    return new Rng(`${this.state.join(",")}/${name}`);
  }

  /** A whole number, 0 to 2^32 - 1. */
  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter) >>> 0;
    this.#counter = (this.#counter + 1) >>> 0;
    this.#a = (this.#b ^ (this.#b >>> 9)) >>> 0;
    this.#b = (this.#c + (this.#c << 3)) >>> 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) >>> 0;
    return sum;
  }

  /** A number in [0, 1), all 53 bits of the fraction random. */
  next(): number {
    return ((this.uint32() >>> 5) * 0x4000000 + (this.uint32() >>> 6)) / 0x20000000000000;
  }

  /** A number in [low, high). */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number in [0, end), without bias. `end` is 1 to 2^32. */
  integer(end: number): number {
    if (!Number.isInteger(end) || end < 1 || end > 0x100000000) {
      throw new RangeError(`integer(end) needs a whole number from 1 to 2^32, not ${end}`);
    }
    const limit = 0x100000000 - (0x100000000 % end);
    let value = this.uint32();
    while (value >= limit) value = this.uint32();
    return value % end;
  }

  /** A draw from the normal distribution (Box and Muller 1958; one of the pair is dropped). */
  normal(mean = 0, standardDeviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return mean + standardDeviation * radius * Math.cos(2 * Math.PI * this.next());
  }

  /** The whole numbers 0 to n - 1 in random order (Fisher and Yates). */
  permutation(n: number): Uint32Array {
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
}

/** xmur3-style mixing: an endless row of 32-bit words from a text. */
function hashText(text: string): () => number {
  let h = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    h ^= h >>> 16;
    return h >>> 0;
  };
}
