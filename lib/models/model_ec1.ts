import * as tf from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { layerSeed } from "./layer_seed.ts";
import type { ModelOptions } from "./model_options.ts";

/** Channels of the convolutions. */
const BLOCKS = [32, 64, 96] as const;

/**
 * `model_ec1`: the network of the first extra credit, on the same voxel counts as `model_4`.
 *
 * | block | layers | output |
 * | --- | --- | --- |
 * | 0 | Reshape: the 24 voxels in depth become channels | 24 x 24 x 24 |
 * | 1 | Conv2D 3x3, 32 → BatchNorm → ReLU; MaxPool 2 | 12 x 12 x 32 |
 * | 2 | Conv2D 3x3, 64 → BatchNorm → ReLU; MaxPool 2 | 6 x 6 x 64 |
 * | 3 | Conv2D 3x3, 96 → BatchNorm → ReLU; MaxPool 2 | 3 x 3 x 96 |
 * | head | Flatten, Dropout 0.4, Dense 96 ReLU, Dropout 0.4, Dense 7 softmax | 7 |
 *
 * Seen from the front a face is a height field: behind each place lies one layer of skin. So depth
 * need not be searched like the other two directions; with its voxels as channels, each filter sees
 * all of it at once, for a fraction of a 3-D filter's arithmetic. Places are kept to the end (Flatten,
 * no global pooling): in an aligned face, where a voxel is says which muscle moved it.
 *
 * @returns an uncompiled model, `[n, 24, 24, 24, 1]` float32 counts to `[n, 7]` probabilities in the
 * order of `EMOTIONS`. The caller disposes of it.
 *
 * @example
 * ```ts
 * import { modelEc1 } from "#lib/models/model_ec1.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(modelEc1({ seed: 1 }).outputShape, [null, 7]);
 * ```
 */
export function modelEc1(
  { seed, inputShape = [24, 24, 24, 1], classes = EMOTION_COUNT }: ModelOptions,
): tf.LayersModel {
  const kernel = (name: string) => ({
    name,
    kernelInitializer: tf.initializers.heNormal({ seed: layerSeed(seed, name) }),
  });
  const block = (filters: number, k: number) => [
    tf.layers.conv2d({
      ...kernel(`conv2d_${k}`),
      filters,
      kernelSize: 3,
      padding: "same",
      useBias: false,
    }),
    tf.layers.batchNormalization({ name: `conv2d_${k}_norm`, momentum: 0.9 }),
    tf.layers.reLU({ name: `conv2d_${k}_relu` }),
    tf.layers.maxPooling2d({ name: `max_pooling2d_${k}`, poolSize: 2 }),
  ];
  return tf.sequential({
    name: "model_ec1",
    layers: [
      tf.layers.reshape({
        name: "depth_as_channels",
        inputShape: [...inputShape],
        targetShape: inputShape.slice(0, 3) as number[],
      }),
      ...BLOCKS.flatMap((filters, k) => block(filters, k + 1)),
      tf.layers.flatten({ name: "flatten" }),
      tf.layers.dropout({ name: "dropout_1", rate: 0.4 }),
      tf.layers.dense({ ...kernel("dense"), units: 96, activation: "relu" }),
      tf.layers.dropout({ name: "dropout_2", rate: 0.4 }),
      tf.layers.dense({ ...kernel("probabilities"), units: classes, activation: "softmax" }),
    ],
  });
}
