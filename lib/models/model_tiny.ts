import * as tf from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { layerSeed } from "./layer_seed.ts";
import { middleWindow } from "./middle_window.ts";
import type { ModelOptions } from "./model_options.ts";

/** The convolutions. */
const LAYERS = [
  { kernelSize: 5, strides: 2, filters: 24 },
  { kernelSize: 3, strides: 2, filters: 40 },
  { kernelSize: 3, strides: 1, filters: 56 },
  { kernelSize: 3, strides: 2, filters: 64 },
] as const;

/**
 * `model_tiny`: small and quick enough to answer for every frame of a camera.
 *
 * | layers | output of a 48 x 48 image |
 * | --- | --- |
 * | Cropping2D to the middle | 44 x 44 x 1 |
 * | Conv2D 5x5, stride 2, 24 → BatchNorm → ReLU | 22 x 22 x 24 |
 * | Conv2D 3x3, stride 2, 40 → BatchNorm → ReLU | 11 x 11 x 40 |
 * | Conv2D 3x3, 56 → BatchNorm → ReLU | 11 x 11 x 56 |
 * | Conv2D 3x3, stride 2, 64 → BatchNorm → ReLU | 6 x 6 x 64 |
 * | GlobalAveragePooling2D, Dense 7 softmax | 7 |
 *
 * Strides take the place of pooling: for a single image the time goes into the number of layers
 * rather than into arithmetic. For the same reason it is shipped `folded`: without normalisations,
 * their work done by the convolutions (see `foldNormalization`).
 *
 * @param options.folded the form for predicting: convolutions with bias and ReLU, nothing else
 * @returns an uncompiled model, `[n, height, width, 1]` float32 in [0, 1] to `[n, 7]` probabilities in
 * the order of `EMOTIONS`. The caller disposes of it.
 *
 * @example
 * ```ts
 * import { modelTiny } from "#lib/models/model_tiny.ts";
 * import { ok } from "node:assert/strict";
 * ok(modelTiny({ seed: 1 }).countParams() * 4 < 300_000);
 * ```
 */
export function modelTiny(
  { seed, inputShape = [48, 48, 1], classes = EMOTION_COUNT, folded = false }: ModelOptions,
): tf.LayersModel {
  const input = tf.input({ shape: [...inputShape], name: "image" });
  const x = LAYERS.reduce((x, layer, k) => {
    const name = `conv${k + 1}`;
    const convolved = tf.layers.conv2d({
      name,
      ...layer,
      padding: "same",
      useBias: folded,
      ...(folded && { activation: "relu" as const }),
      kernelInitializer: tf.initializers.heNormal({ seed: layerSeed(seed, name) }),
    }).apply(x) as tf.SymbolicTensor;
    if (folded) return convolved;
    const normalised = tf.layers.batchNormalization({ name: `${name}_norm`, momentum: 0.9 })
      .apply(convolved);
    return tf.layers.reLU({ name: `${name}_relu` }).apply(normalised) as tf.SymbolicTensor;
  }, middleWindow(input));
  const output = tf.layers.dense({
    name: "probabilities",
    units: classes,
    activation: "softmax",
    kernelInitializer: tf.initializers.glorotUniform({ seed: layerSeed(seed, "probabilities") }),
  }).apply(tf.layers.globalAveragePooling2d({ name: "pool" }).apply(x)) as tf.SymbolicTensor;
  return tf.model({ name: "model_tiny", inputs: input, outputs: output });
}
