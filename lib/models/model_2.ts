import * as tf from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { layerSeed } from "./layer_seed.ts";
import type { ModelOptions } from "./model_options.ts";
import { middleWindow } from "./middle_window.ts";

/** Channels of the convolutions in each block. */
const BLOCKS = [[32], [64, 64], [128, 128, 128], [256, 256, 256]] as const;

/**
 * `model_2`: the better network of the assignment's step 4, a small VGG (Simonyan & Zisserman 2015)
 * with batch normalisation (Ioffe & Szegedy 2015) and global average pooling.
 *
 * | block | layers | output of a 48 x 48 image |
 * | --- | --- | --- |
 * | window | Cropping2D to the middle | 44 x 44 x 1 |
 * | 1 | Conv2D 3x3, 32 → BatchNorm → ReLU; MaxPool 2x2 | 22 x 22 x 32 |
 * | 2 | twice the same with 64; MaxPool 2x2 | 11 x 11 x 64 |
 * | 3 | three times with 128; MaxPool 2x2 | 5 x 5 x 128 |
 * | 4 | three times with 256 | 5 x 5 x 256 |
 * | head | GlobalAveragePooling2D, Dropout, Dense 7 softmax | 7 |
 *
 * One convolution on the whole image is enough, since there a convolution costs the most and says
 * the least. Nothing is pooled in front of the global average: at these sizes a pooling would leave
 * out the last row and column.
 *
 * Trained on random crops, whose weights are then moved into the model of whole images (see
 * `middleWindow`). Convolutions have no bias: the
 * normalisation after them would take it out again. Kernels start as He et al. 2015 (normal), which
 * keeps the signal's size through ReLUs.
 *
 * @returns an uncompiled model, `[n, height, width, 1]` float32 in [0, 1] to `[n, 7]` probabilities in
 * the order of `EMOTIONS`. The caller disposes of it.
 *
 * @example
 * ```ts
 * import { model2 } from "#lib/models/model_2.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const model = model2({ seed: 1, inputShape: [16, 16, 1] });
 * deepStrictEqual(model.outputShape, [null, 7]);
 * ```
 */
export function model2(
  { seed, inputShape = [48, 48, 1], classes = EMOTION_COUNT }: ModelOptions,
): tf.LayersModel {
  const input = tf.input({ shape: [...inputShape], name: "image" });
  const initializer = (name: string) => tf.initializers.heNormal({ seed: layerSeed(seed, name) });
  const convolve = (x: tf.SymbolicTensor, filters: number, name: string) => {
    const convolved = tf.layers.conv2d({
      name,
      filters,
      kernelSize: 3,
      padding: "same",
      useBias: false,
      kernelInitializer: initializer(name),
    }).apply(x) as tf.SymbolicTensor;
    const normalised = tf.layers.batchNormalization({ name: `${name}_norm`, momentum: 0.9 })
      .apply(convolved);
    return tf.layers.reLU({ name: `${name}_relu` }).apply(normalised) as tf.SymbolicTensor;
  };
  let x = middleWindow(input);
  BLOCKS.forEach((block, k) => {
    if (k) x = tf.layers.maxPooling2d({ name: `pool${k}`, poolSize: 2 }).apply(x) as typeof input;
    block.forEach((filters, c) => x = convolve(x, filters, `conv${k + 1}_${c + 1}`));
  });
  const pooled = tf.layers.globalAveragePooling2d({ name: "pool" }).apply(x);
  const dropped = tf.layers.dropout({ name: "dropout", rate: 0.3 }).apply(pooled);
  const output = tf.layers.dense({
    name: "probabilities",
    units: classes,
    activation: "softmax",
    kernelInitializer: tf.initializers.glorotUniform({ seed: layerSeed(seed, "probabilities") }),
  }).apply(dropped) as tf.SymbolicTensor;
  return tf.model({ name: "model_2", inputs: input, outputs: output });
}
