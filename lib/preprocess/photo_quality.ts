/** What can be measured on a face crop about how well it was photographed. */
export interface PhotoQuality {
  /** Mean grey value, 0 (black) to 255 (white). */
  readonly brightness: number;
  /** Standard deviation of the grey values: how far light and dark lie apart. */
  readonly contrast: number;
  /** Standard deviation of the Laplacian, as a share of the contrast: fine detail. */
  readonly sharpness: number;
}

/**
 * Measures brightness, contrast and sharpness of a square grey picture of a face.
 *
 * Sharpness is the variance-of-Laplacian measure (J. L. Pech-Pacheco et al., *Diatom autofocusing in
 * brightfield microscopy*, 2000), divided by the contrast so that a dim photo does not count as a
 * blurred one. It depends on the size of the picture: compare pictures of one size only.
 *
 * @param pixels `[size, size]` uint8
 *
 * @example
 * ```ts
 * import { photoQuality } from "#lib/preprocess/photo_quality.ts";
 * import { strictEqual } from "node:assert/strict";
 * const flat = photoQuality(new Uint8Array(48 * 48).fill(20));
 * strictEqual(flat.brightness, 20);
 * strictEqual(flat.contrast, 0);
 * ```
 */
export function photoQuality(pixels: Uint8Array): PhotoQuality {
  const size = Math.round(Math.sqrt(pixels.length));
  if (size < 3 || size * size !== pixels.length) {
    throw new RangeError(`${pixels.length} pixels are no square picture of 3x3 and more`);
  }
  const { mean: brightness, deviation: contrast } = spread(pixels);
  const edges: number[] = [];
  for (let row = 1; row < size - 1; row++) {
    for (let column = 1; column < size - 1; column++) {
      const at = row * size + column;
      const around = pixels[at - 1] + pixels[at + 1] + pixels[at - size] + pixels[at + size];
      edges.push(around - 4 * pixels[at]);
    }
  }
  const sharpness = contrast > 0 ? spread(edges).deviation / contrast : 0;
  return { brightness, contrast, sharpness };
}

function spread(values: ArrayLike<number>): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] * values[i];
  }
  const mean = sum / values.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / values.length - mean * mean)) };
}
