/**
 * An image out of focus: a Gaussian over rows, then over columns, cut off at four standard
 * deviations, the edge pixels going on beyond the edge (`scipy.ndimage.gaussian_filter` with mode
 * `nearest`, rounded to whole grey values at the end).
 *
 * @param image `[height, width, channels]` uint8, 0 to 255; stays as it is
 * @param sigma standard deviation in pixels, above 0
 *
 * @example
 * ```ts
 * import { blurImage } from "#lib/preprocess/blur_image.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const flat = new Uint8Array(16).fill(90);
 * deepStrictEqual(blurImage(flat, [4, 4, 1], 2), flat);
 * ```
 */
export function blurImage(image: Uint8Array, shape: readonly number[], sigma: number): Uint8Array {
  if (!(sigma > 0)) throw new RangeError(`a blur needs a deviation above 0 pixels, not ${sigma}`);
  const [height, width, channels] = shape;
  const weights = gaussian(sigma);
  const across = blurLines(image, { lines: height, length: width, step: channels, weights });
  const blurred = blurLines(across, {
    lines: 1,
    length: height,
    step: width * channels,
    weights,
  });
  return Uint8Array.from(blurred, (value) => Math.round(value));
}

/** Weights from the middle outwards, of sum 1 over both sides. */
function gaussian(sigma: number): Float64Array {
  const radius = Math.floor(4 * sigma + 0.5);
  const weights = Float64Array.from(
    { length: radius + 1 },
    (_, i) => Math.exp(-i * i / 2 / sigma ** 2),
  );
  const sum = weights.reduce((total, weight, i) => total + (i ? 2 : 1) * weight, 0);
  return weights.map((weight) => weight / sum);
}

interface Lines {
  /** How many runs of `length * step` values the image is made of. */
  readonly lines: number;
  /** Values along a line, `step` apart. */
  readonly length: number;
  readonly step: number;
  readonly weights: Float64Array;
}

function blurLines(
  source: ArrayLike<number>,
  { lines, length, step, weights }: Lines,
): Float64Array {
  const target = new Float64Array(source.length);
  for (let line = 0; line < lines; line++) {
    for (let offset = 0; offset < step; offset++) {
      const start = line * length * step + offset;
      const at = (i: number) => source[start + Math.min(Math.max(i, 0), length - 1) * step];
      for (let i = 0; i < length; i++) {
        let sum = weights[0] * at(i);
        for (let k = 1; k < weights.length; k++) sum += weights[k] * (at(i - k) + at(i + k));
        target[start + i * step] = sum;
      }
    }
  }
  return target;
}
