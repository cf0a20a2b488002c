import type { Rng } from "#lib/core/rng.ts";

/** Something that takes input from outside. */
export interface FuzzTarget {
  readonly name: string;
  /** How a file for it ends. */
  readonly ending: string;
  /** Good inputs, small ones, to start from. */
  seeds(): Promise<readonly Uint8Array[]>;
  /** A wrong input made of a good one; by default bytes are changed. */
  mutate?(seed: Uint8Array, rng: Rng): Uint8Array;
  /**
   * Reads an input from a file. Gives what is wrong with the result, if anything: "a wrong answer
   * taken as right". Throws what the reader throws.
   */
  read(path: string): Promise<string | undefined>;
}
