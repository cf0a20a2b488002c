import type { Rng } from "../core/rng.ts";
import { randomCrop } from "./augment_image_crop.ts";
import { randomErase } from "./augment_image_erase.ts";
import type { AugmentImageOptions } from "./augment_image_options.ts";
import type { ImageTransform } from "./augment_image_transform.ts";

/**
 * Draws one variation within the ranges of `options`: Keras's `get_random_transform`, in its order
 * (angle, height shift, width shift, shear, both zooms, both flips, channel shift, brightness), then
 * crop and erased rectangle. The numbers themselves come from `rng`, not from NumPy's generator.
 */
export function randomImageTransform(
  options: AugmentImageOptions,
  [height, width]: readonly number[],
  rng: Rng,
): ImageTransform {
  const { rotationRange, shearRange, zoomRange = 0, channelShiftRange, brightnessRange } = options;
  const theta = rotationRange ? rng.uniform(-rotationRange, rotationRange) : 0;
  const tx = randomShift(options.heightShiftRange, height, rng);
  const ty = randomShift(options.widthShiftRange, width, rng);
  const shear = shearRange ? rng.uniform(-shearRange, shearRange) : 0;
  const [low, high] = typeof zoomRange === "number" ? [1 - zoomRange, 1 + zoomRange] : zoomRange;
  const zoomed = low !== 1 || high !== 1;
  const zx = zoomed ? rng.uniform(low, high) : 1;
  const zy = zoomed ? rng.uniform(low, high) : 1;
  // Drawn whether flips are wanted or not, as Keras does: switching one on moves no other draw.
  const flipHorizontal = rng.next() < 0.5 && !!options.horizontalFlip;
  const flipVertical = rng.next() < 0.5 && !!options.verticalFlip;
  const channelShift = channelShiftRange
    ? rng.uniform(-channelShiftRange, channelShiftRange)
    : undefined;
  const brightness = brightnessRange && rng.uniform(brightnessRange[0], brightnessRange[1]);
  const crop = options.crop && randomCrop(options.crop, [height, width], rng);
  const remaining = crop ? [crop.height, crop.width] : [height, width];
  const erase = options.erase && randomErase(options.erase, remaining, rng);
  return {
    theta,
    tx,
    ty,
    shear,
    zx,
    zy,
    flipHorizontal,
    flipVertical,
    channelShift,
    brightness,
    crop,
    erase,
  };
}

/** A shift in pixels. See `widthShiftRange` for what the range means. */
function randomShift(
  range: number | readonly number[] | undefined,
  size: number,
  rng: Rng,
): number {
  if (!range) return 0;
  if (typeof range === "number") {
    if (Number.isInteger(range) && range > 0) return rng.integer(range) * randomSign(rng);
    return rng.uniform(-range, range) * (range < 1 ? size : 1);
  }
  const shift = range[rng.integer(range.length)] * randomSign(rng);
  return Math.max(...range) < 1 ? shift * size : shift;
}

function randomSign(rng: Rng): number {
  return rng.integer(2) === 0 ? -1 : 1;
}
