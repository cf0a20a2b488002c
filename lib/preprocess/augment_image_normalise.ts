import type { AugmentImageOptions } from "./augment_image_options.ts";

/** Mean and standard deviation of each channel over a data set, after `rescale`. */
export interface ImageStatistics {
  readonly mean: readonly number[];
  readonly standardDeviation: readonly number[];
}

/** Keras adds this to every standard deviation that it divides by. */
const EPSILON = 1e-6;

/**
 * Rescales and normalises an image in place: Keras's `ImageDataGenerator.standardize`.
 *
 * @param image `[height, width, channels]`
 * @throws {RangeError} where featurewise normalisation is asked for without statistics.
 */
export function normaliseImage(
  image: Float32Array,
  channels: number,
  options: AugmentImageOptions,
  statistics?: ImageStatistics,
): void {
  const { rescale, samplewiseStdNormalization, featurewiseStdNormalization } = options;
  if (rescale) {
    for (let i = 0; i < image.length; i++) image[i] *= rescale;
  }
  if (options.samplewiseCenter || samplewiseStdNormalization) {
    const { mean, standardDeviation } = moments(image, 0, 1);
    const divisor = samplewiseStdNormalization ? standardDeviation + EPSILON : 1;
    for (let i = 0; i < image.length; i++) image[i] = (image[i] - mean) / divisor;
  }
  if (!options.featurewiseCenter && !featurewiseStdNormalization) return;
  if (!statistics) {
    throw new RangeError(
      "featurewise normalisation needs the statistics of a data set: fitImageStatistics finds them",
    );
  }
  for (let channel = 0; channel < channels; channel++) {
    const mean = statistics.mean[channel];
    const divisor = featurewiseStdNormalization
      ? statistics.standardDeviation[channel] + EPSILON
      : 1;
    for (let i = channel; i < image.length; i += channels) image[i] = (image[i] - mean) / divisor;
  }
}

/**
 * Mean and standard deviation of each channel over a set of images: Keras's
 * `ImageDataGenerator.fit`. Give it training images only.
 *
 * @param images `[n, height, width, channels]`
 * @param rescale the factor that the generator will apply. Default 1.
 */
export function fitImageStatistics(
  images: Uint8Array | Float32Array,
  channels: number,
  { rescale = 1 }: { readonly rescale?: number } = {},
): ImageStatistics {
  if (images.length === 0 || images.length % channels !== 0) {
    throw new RangeError(`${images.length} values are no images of ${channels} channels`);
  }
  const found = Array.from(
    { length: channels },
    (_, channel) => moments(images, channel, channels),
  );
  return {
    mean: found.map(({ mean }) => mean * rescale),
    standardDeviation: found.map((f) => f.standardDeviation * Math.abs(rescale)),
  };
}

/** In float64 and in two passes, so that millions of values lose nothing. */
function moments(
  values: ArrayLike<number>,
  first: number,
  stride: number,
): { mean: number; standardDeviation: number } {
  const count = values.length / stride;
  let sum = 0;
  for (let i = first; i < values.length; i += stride) sum += values[i];
  const mean = sum / count;
  let squares = 0;
  for (let i = first; i < values.length; i += stride) squares += (values[i] - mean) ** 2;
  return { mean, standardDeviation: Math.sqrt(squares / count) };
}
