import { warpImage } from "./augment_image_affine.ts";
import { shiftBrightness } from "./augment_image_brightness.ts";
import { shiftChannels } from "./augment_image_channels.ts";
import { cropImage } from "./augment_image_crop.ts";
import { eraseRectangle } from "./augment_image_erase.ts";
import { flipImage } from "./augment_image_flip.ts";
import { affineMatrix } from "./augment_image_matrix.ts";
import type { FillMode } from "./augment_image_options.ts";
import type { ImageTransform } from "./augment_image_transform.ts";

/** Settings of {@link applyImageTransform}. */
export interface ApplyTransformOptions {
  /** Default `"nearest"`. */
  readonly fillMode?: FillMode;
  /** Default 0. */
  readonly cval?: number;
  /** Room for an image before its crop, so that a loop allocates nothing. */
  readonly scratch?: Float32Array;
}

/**
 * Writes a variation of an image into `target`: Keras's `ImageDataGenerator.apply_transform` on a
 * float32 copy, in its order (affine map, channel shift, flips, brightness), then crop and erasing.
 *
 * @param source `[height, width, channels]`, not changed.
 * @param target as large, or as the crop's window; overwritten. No memory shared with `source`.
 */
export function applyImageTransform(
  source: Uint8Array | Float32Array,
  target: Float32Array,
  shape: readonly number[],
  transform: ImageTransform,
  { fillMode = "nearest", cval = 0, scratch }: ApplyTransformOptions = {},
): void {
  const { crop, channelShift, brightness, erase } = transform;
  const flipHorizontal = transform.flipHorizontal ?? false;
  const flipVertical = transform.flipVertical ?? false;
  const whole = crop ? scratch ?? new Float32Array(source.length) : target;
  const matrix = affineMatrix(transform, shape);
  if (matrix) {
    warpImage(source, whole, shape, matrix, { fillMode, cval, flipHorizontal, flipVertical });
  } else {
    whole.set(source);
    flipImage(whole, shape, { horizontal: flipHorizontal, vertical: flipVertical });
  }
  if (channelShift !== undefined) shiftChannels(whole, channelShift);
  if (brightness !== undefined) {
    if (source instanceof Float32Array) refuseUnitRange(source);
    shiftBrightness(whole, shape[2], brightness);
  }
  if (crop) cropImage(whole, target, shape, crop, { fillMode, cval });
  if (erase) {
    const size = crop ? [crop.height, crop.width, shape[2]] : shape;
    eraseRectangle(target, size, erase);
  }
}

/** Keras turns such an image black without a word. */
function refuseUnitRange(image: Float32Array): void {
  if (image.some((value) => value > 1) || image.every(Number.isInteger)) return;
  throw new RangeError(
    "brightness works on values from 0 to 255, and this image has none above 1: " +
      "augment first and rescale afterwards",
  );
}
