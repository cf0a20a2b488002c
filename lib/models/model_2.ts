import * as tf from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { middleWindow } from "./middle_window.ts";
import type { ModelOptions } from "./model_options.ts";
import { smallVgg, softmaxHead } from "./small_vgg.ts";

/** Channels of the convolutions in each block. */
export const PLAIN_BLOCKS = [[32], [64, 64], [128, 128, 128], [256, 256, 256]] as const;

/**
 * `model_2`: the better network of the assignment's step 4, a small VGG (see `smallVgg`).
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
 * the least. Trained on random crops, whose weights are then moved into the model of whole images (see
 * `middleWindow`).
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
  const features = smallVgg(middleWindow(input), { blocks: PLAIN_BLOCKS, seed });
  return tf.model({
    name: "model_2",
    inputs: input,
    outputs: softmaxHead(features, { classes, seed }),
  });
}
