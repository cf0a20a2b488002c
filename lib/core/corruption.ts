import type { Rng } from "./rng.ts";

/** One way in which a picture gets worse, by degrees. */
export interface Corruption {
  readonly name: string;
  /** What the levels count. */
  readonly unit: string;
  /** From weak to strong, or from one side through the neutral level to the other. */
  readonly levels: readonly number[];
  /** The level that changes nothing. */
  readonly neutral: number;
  /**
   * A worse copy of an image.
   *
   * @param image `[height, width, channels]` uint8, 0 to 255; stays as it is
   */
  apply(image: Uint8Array, shape: readonly number[], level: number, rng: Rng): Uint8Array;
}
