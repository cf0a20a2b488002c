import { Rng } from "../core/rng.ts";
import type { EraseOptions } from "./augment_image_options.ts";
import type { ErasedRectangle } from "./augment_image_transform.ts";

/** So often a rectangle is drawn anew when it does not fit into the image (Zhong et al. 2017). */
const ATTEMPTS = 100;

/**
 * Draws the rectangle of Random Erasing (Zhong, Zheng, Kang, Li and Yang, 2017, algorithm 1): its
 * area and aspect ratio uniformly, its place uniformly among those where it fits.
 *
 * @returns `undefined` where nothing is erased: with the probability asked for, or because no
 * rectangle fitted in 100 attempts.
 */
export function randomErase(
  options: EraseOptions,
  [height, width]: readonly number[],
  rng: Rng,
): ErasedRectangle | undefined {
  const { probability = 0.5, area = [0.02, 0.4], aspect = [0.3, 1 / 0.3] } = options;
  const { value = "noise", noiseRange = [0, 255] } = options;
  if (rng.next() >= probability) return undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const pixels = rng.uniform(area[0], area[1]) * height * width;
    const ratio = rng.uniform(aspect[0], aspect[1]);
    const tall = Math.round(Math.sqrt(pixels * ratio));
    const wide = Math.round(Math.sqrt(pixels / ratio));
    if (tall < 1 || wide < 1 || tall > height || wide > width) continue;
    return {
      top: rng.integer(height - tall + 1),
      left: rng.integer(width - wide + 1),
      height: tall,
      width: wide,
      fill: value === "noise"
        ? { seed: rng.uint32(), low: noiseRange[0], high: noiseRange[1] }
        : value,
    };
  }
  return undefined;
}

/**
 * Blanks out a rectangle of an image, in place. The same rectangle gives the same result: noise is
 * drawn from the seed that it carries.
 *
 * @param image `[height, width, channels]`
 * @throws {RangeError} where the rectangle reaches beyond the image.
 */
export function eraseRectangle(
  image: Float32Array,
  [height, width, channels]: readonly number[],
  { top, left, height: tall, width: wide, fill }: ErasedRectangle,
): void {
  if (top < 0 || left < 0 || top + tall > height || left + wide > width) {
    throw new RangeError(
      `a rectangle of [${tall}, ${wide}] at (${top}, ${left}) reaches beyond an image of ` +
        `[${height}, ${width}]`,
    );
  }
  const noise = typeof fill === "number" ? null : new Rng(fill.seed);
  const scale = typeof fill === "number" ? 0 : (fill.high - fill.low) / 0x100000000;
  for (let row = top; row < top + tall; row++) {
    const start = (row * width + left) * channels;
    for (let i = start; i < start + wide * channels; i++) {
      image[i] = typeof fill === "number" ? fill : fill.low + scale * noise!.uint32();
    }
  }
}
