import * as tf from "@tensorflow/tfjs";

/** The window's height and width in pixels: the size of the training crops. */
const WINDOW = 44;

/**
 * The middle of an image, by a layer `window`, for a network that was trained on random crops.
 *
 * On whole images the borders, where convolutions see zeros, would weigh less than in training, and
 * accuracy falls by several points.
 *
 * @param image `[n, height, width, channels]`
 * @returns `[n, 44, 44, channels]`; of an image that is no larger in a direction, all of it.
 */
export function middleWindow(image: tf.SymbolicTensor): tf.SymbolicTensor {
  const margins = image.shape.slice(1, 3).map((size) => Math.max(size! - WINDOW, 0));
  if (margins.every((margin) => margin === 0)) return image;
  const cropping = margins.map((margin) => [margin >> 1, margin - (margin >> 1)]);
  return tf.layers.cropping2D({
    name: "window",
    cropping: cropping as [[number, number], [number, number]],
  }).apply(image) as tf.SymbolicTensor;
}
