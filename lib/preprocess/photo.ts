/** A photo in memory: upright, in colour, one byte a value. */
export interface Photo {
  /** Pixels across; the photo may have been made smaller when it was read. */
  readonly width: number;
  readonly height: number;
  /** `[height, width, 3]` uint8 red, green, blue (sRGB), row-major. */
  readonly pixels: Uint8Array;
}
