import * as tf from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { layerSeed } from "./layer_seed.ts";
import type { ModelOptions } from "./model_options.ts";

/**
 * `model_4`: the 3-D convolutional network of the assignment's step 11, on voxel counts.
 *
 * | layer | output | parameters |
 * | --- | --- | --- |
 * | Conv3D, 8 filters 3x3x3, ReLU; MaxPooling3D 2 | 12 x 12 x 12 x 8 | 224 |
 * | Conv3D, 16 filters 3x3x3, ReLU; MaxPooling3D 2 | 6 x 6 x 6 x 16 | 3,472 |
 * | Conv3D, 32 filters 3x3x3, ReLU; MaxPooling3D 2 | 3 x 3 x 3 x 32 | 13,856 |
 * | Flatten, Dropout 0.3 | 864 | |
 * | Dense 64, ReLU, Dropout 0.3 | 64 | 55,360 |
 * | Dense 7, softmax | 7 | 455 |
 *
 * Small on purpose: a face is a sheet, so that hardly one voxel in twenty holds a point, and a network
 * that is larger learns the people of its training set.
 *
 * @returns an uncompiled model, `[n, 24, 24, 24, 1]` float32 counts to `[n, 7]` probabilities in the
 * order of `EMOTIONS`. The caller disposes of it.
 *
 * @example
 * ```ts
 * import { model4 } from "#lib/models/model_4.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(model4({ seed: 1 }).outputShape, [null, 7]);
 * ```
 */
export function model4(
  { seed, inputShape = [24, 24, 24, 1], classes = EMOTION_COUNT }: ModelOptions,
): tf.LayersModel {
  const kernel = (name: string) => ({
    name,
    kernelInitializer: tf.initializers.heNormal({ seed: layerSeed(seed, name) }),
  });
  const convolve = (filters: number, k: number, first: { inputShape?: number[] } = {}) => [
    tf.layers.conv3d({
      ...kernel(`conv3d_${k}`),
      ...first,
      filters,
      kernelSize: 3,
      padding: "same",
      activation: "relu",
    }),
    tf.layers.maxPooling3d({ name: `max_pooling3d_${k}`, poolSize: 2 } as never),
  ];
  return tf.sequential({
    name: "model_4",
    layers: [
      ...convolve(8, 1, { inputShape: [...inputShape] }),
      ...convolve(16, 2),
      ...convolve(32, 3),
      tf.layers.flatten({ name: "flatten" }),
      tf.layers.dropout({ name: "dropout_1", rate: 0.3 }),
      tf.layers.dense({ ...kernel("dense"), units: 64, activation: "relu" }),
      tf.layers.dropout({ name: "dropout_2", rate: 0.3 }),
      tf.layers.dense({ ...kernel("probabilities"), units: classes, activation: "softmax" }),
    ],
  });
}
