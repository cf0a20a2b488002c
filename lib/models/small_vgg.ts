import * as tf from "@tensorflow/tfjs";
import { layerSeed } from "./layer_seed.ts";

/** What {@link smallVgg} is made of. */
export interface SmallVggOptions {
  /** Channels of the 3x3 convolutions in each block; a 2x2 max pooling stands between blocks. */
  readonly blocks: readonly (readonly number[])[];
  readonly seed: number | string;
  /** Whether a convolution that keeps its input's shape has that input added to it. Default false. */
  readonly residual?: boolean;
  /** What every layer's name begins with. Default nothing. */
  readonly prefix?: string;
}

/**
 * A small VGG (Simonyan & Zisserman 2015) with batch normalisation (Ioffe & Szegedy 2015) and global
 * average pooling, from an image to features.
 *
 * Each convolution is followed by its normalisation and a ReLU. With `residual`, a convolution whose
 * output has the shape of its input learns what to add to it (He et al. 2016): ReLU(x + norm(conv(x))).
 *
 * Nothing is pooled in front of the global average: at 5 x 5 a pooling would leave out the last row and
 * column. Convolutions have no bias: the normalisation after them would take it out again. Kernels
 * start as He et al. 2015 (normal), which keeps the signal's size through ReLUs.
 *
 * @param image `[n, height, width, channels]`
 * @returns `[n, channels]`, as many as the last convolution has
 */
export function smallVgg(
  image: tf.SymbolicTensor,
  { blocks, seed, residual = false, prefix = "" }: SmallVggOptions,
): tf.SymbolicTensor {
  const convolve = (x: tf.SymbolicTensor, filters: number, name: string) => {
    const convolved = tf.layers.conv2d({
      name,
      filters,
      kernelSize: 3,
      padding: "same",
      useBias: false,
      kernelInitializer: tf.initializers.heNormal({ seed: layerSeed(seed, name) }),
    }).apply(x) as tf.SymbolicTensor;
    const normalised = tf.layers.batchNormalization({ name: `${name}_norm`, momentum: 0.9 })
      .apply(convolved) as tf.SymbolicTensor;
    const sum = residual && x.shape.at(-1) === filters
      ? tf.layers.add({ name: `${name}_sum` }).apply([x, normalised]) as tf.SymbolicTensor
      : normalised;
    return tf.layers.reLU({ name: `${name}_relu` }).apply(sum) as tf.SymbolicTensor;
  };
  let x = image;
  blocks.forEach((block, k) => {
    if (k > 0) {
      x = tf.layers.maxPooling2d({ name: `${prefix}pool${k}`, poolSize: 2 }).apply(x) as typeof x;
    }
    block.forEach((filters, c) => x = convolve(x, filters, `${prefix}conv${k + 1}_${c + 1}`));
  });
  return tf.layers.globalAveragePooling2d({ name: `${prefix}pool` })
    .apply(x) as tf.SymbolicTensor;
}

/**
 * Dropout and a dense softmax layer: from features to probabilities.
 *
 * @param features `[n, channels]`
 * @returns `[n, classes]` probabilities
 */
export function softmaxHead(
  features: tf.SymbolicTensor,
  { classes, seed, prefix = "" }: Pick<SmallVggOptions, "seed" | "prefix"> & {
    readonly classes: number;
  },
): tf.SymbolicTensor {
  const dropped = tf.layers.dropout({ name: `${prefix}dropout`, rate: 0.3 }).apply(features);
  const name = `${prefix}probabilities`;
  return tf.layers.dense({
    name,
    units: classes,
    activation: "softmax",
    kernelInitializer: tf.initializers.glorotUniform({ seed: layerSeed(seed, name) }),
  }).apply(dropped) as tf.SymbolicTensor;
}
