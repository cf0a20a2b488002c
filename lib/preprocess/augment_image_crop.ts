import type { Rng } from "../core/rng.ts";
import { foldCoordinate, OUTSIDE } from "./augment_image_fill.ts";
import type { AugmentImageOptions, CropOptions } from "./augment_image_options.ts";
import type { CropWindow } from "./augment_image_transform.ts";

/**
 * Draws the window of a random crop: every place in the padded image is equally likely.
 *
 * @throws {RangeError} where the padded image is smaller than the window.
 */
export function randomCrop(
  { size: [height, width], padding = 0 }: CropOptions,
  [imageHeight, imageWidth]: readonly number[],
  rng: Rng,
): CropWindow {
  const free = [imageHeight + 2 * padding - height, imageWidth + 2 * padding - width];
  if (free.some((room) => room < 0)) {
    throw new RangeError(
      `a crop of [${height}, ${width}] does not fit into an image of [${imageHeight}, ` +
        `${imageWidth}] with ${padding} pixels of padding`,
    );
  }
  const [top, left] = free.map((room) => rng.integer(room + 1) - padding);
  return { top, left, height, width };
}

/** The window in the middle of an image: what a model trained on random crops is tested on. */
export function centreCrop(
  { size: [height, width] }: CropOptions,
  [imageHeight, imageWidth]: readonly number[],
): CropWindow {
  const [top, left] = [imageHeight - height, imageWidth - width].map((room) =>
    Math.floor(room / 2)
  );
  return { top, left, height, width };
}

/**
 * Copies a window of an image into `target`; pixels outside the image are filled as `fillMode` and
 * `cval` say.
 *
 * @param source `[height, width, channels]`
 * @param target `[window.height, window.width, channels]`, overwritten.
 */
export function cropImage(
  source: Uint8Array | Float32Array,
  target: Float32Array,
  [height, width, channels]: readonly number[],
  window: CropWindow,
  { fillMode = "nearest", cval = 0 }: Pick<AugmentImageOptions, "fillMode" | "cval"> = {},
): void {
  const { top, left } = window;
  const row = window.width * channels;
  if (top >= 0 && left >= 0 && top + window.height <= height && left + window.width <= width) {
    for (let i = 0; i < window.height; i++) {
      const from = ((top + i) * width + left) * channels;
      target.set(source.subarray(from, from + row), i * row);
    }
    return;
  }
  let to = 0;
  for (let i = 0; i < window.height; i++) {
    const row = foldCoordinate(top + i, height, fillMode);
    for (let j = 0; j < window.width; j++) {
      const column = foldCoordinate(left + j, width, fillMode);
      const from = (row * width + column) * channels;
      const outside = row === OUTSIDE || column === OUTSIDE;
      for (let k = 0; k < channels; k++) target[to++] = outside ? cval : source[from + k];
    }
  }
}
