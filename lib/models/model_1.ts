import * as tf from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { layerSeed } from "./layer_seed.ts";
import type { ModelOptions } from "./model_options.ts";

/**
 * `model_1`: the convolutional network that step 2 of the assignment's image section asks for.
 *
 * | layer | output | parameters |
 * | --- | --- | --- |
 * | Conv2D, 64 filters 5x5, ReLU | 44 x 44 x 64 | 1,664 |
 * | MaxPooling2D 5x5, stride 2 | 20 x 20 x 64 | |
 * | Flatten | 25,600 | |
 * | Dense 1024, ReLU | 1,024 | 26,215,424 |
 * | Dense 7, softmax | 7 | 7,175 |
 *
 * Initial weights as Keras draws them by default: Glorot uniform kernels (TensorFlow.js would take
 * Glorot normal), biases 0. The same seed gives the same weights.
 *
 * @returns an uncompiled model, `[n, 48, 48, 1]` float32 in [0, 1] to `[n, 7]` probabilities in the
 * order of `EMOTIONS`. The caller disposes of it.
 *
 * @example
 * ```ts
 * import { model1 } from "#lib/models/model_1.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const model = model1({ seed: 1, inputShape: [16, 16, 1] });
 * deepStrictEqual(model.outputShape, [null, 7]);
 * ```
 */
export function model1(
  { seed, inputShape = [48, 48, 1], classes = EMOTION_COUNT }: ModelOptions,
): tf.LayersModel {
  const kernel = (name: string) => ({
    name,
    kernelInitializer: tf.initializers.glorotUniform({ seed: layerSeed(seed, name) }),
  });
  return tf.sequential({
    name: "model_1",
    layers: [
      tf.layers.conv2d({
        ...kernel("conv2d"),
        inputShape: [...inputShape],
        filters: 64,
        kernelSize: 5,
        activation: "relu",
      }),
      tf.layers.maxPooling2d({ name: "max_pooling2d", poolSize: 5, strides: 2 }),
      tf.layers.flatten({ name: "flatten" }),
      tf.layers.dense({ ...kernel("dense"), units: 1024, activation: "relu" }),
      tf.layers.dense({ ...kernel("dense_1"), units: classes, activation: "softmax" }),
    ],
  });
}
