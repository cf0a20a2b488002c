import * as tf from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { middleWindow } from "./middle_window.ts";
import type { ModelOptions } from "./model_options.ts";
import { smallVgg, type SmallVggOptions, softmaxHead } from "./small_vgg.ts";

/** The network's body, from the window to features. */
export const RESIDUAL_BODY = {
  blocks: [[16, 32], [64, 64], [128, 128], [256, 256, 256]],
  residual: true,
  prefix: "residual_",
} as const satisfies Partial<SmallVggOptions>;

/**
 * A second opinion for `model_2`: a network of the same kind that is made and trained otherwise, so
 * that it makes other mistakes (see `smallVgg`).
 *
 * | block | layers | output of a 48 x 48 image |
 * | --- | --- | --- |
 * | window | Cropping2D to the middle | 44 x 44 x 1 |
 * | 1 | Conv2D 3x3 → BatchNorm → ReLU with 16 and 32; MaxPool 2x2 | 22 x 22 x 32 |
 * | 2 | with 64, then again with a residual connection; MaxPool 2x2 | 11 x 11 x 64 |
 * | 3 | the same with 128; MaxPool 2x2 | 5 x 5 x 128 |
 * | 4 | with 256, then twice with residual connections | 5 x 5 x 256 |
 * | head | GlobalAveragePooling2D, Dropout, Dense 7 softmax | 7 |
 *
 * @returns an uncompiled model, `[n, height, width, 1]` float32 in [0, 1] to `[n, 7]` probabilities in
 * the order of `EMOTIONS`. The caller disposes of it.
 *
 * @example
 * ```ts
 * import { model2Residual } from "#lib/models/model_2_residual.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const model = model2Residual({ seed: 1, inputShape: [16, 16, 1] });
 * deepStrictEqual(model.outputShape, [null, 7]);
 * ```
 */
export function model2Residual(
  { seed, inputShape = [48, 48, 1], classes = EMOTION_COUNT }: ModelOptions,
): tf.LayersModel {
  const input = tf.input({ shape: [...inputShape], name: "image" });
  const features = smallVgg(middleWindow(input), { ...RESIDUAL_BODY, seed });
  const output = softmaxHead(features, { classes, seed, prefix: RESIDUAL_BODY.prefix });
  return tf.model({ name: "model_2_residual", inputs: input, outputs: output });
}
