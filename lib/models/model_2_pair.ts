import * as tf from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { middleWindow } from "./middle_window.ts";
import { PLAIN_BLOCKS } from "./model_2.ts";
import { RESIDUAL_BODY } from "./model_2_residual.ts";
import { smallVgg, softmaxHead } from "./small_vgg.ts";

/**
 * Two trained networks side by side in one model, which answers with the mean of their logits: the
 * geometric mean of their probabilities, scaled to sum to 1 (a product of experts, Hinton 2002). Networks
 * that were made and trained apart err on different faces, so that together they err less.
 *
 * One dense layer on the features of both gives that mean, for a mean of logits is linear in the
 * features: its kernel is half of the one's above half of the other's. So the pair ends as each of them
 * does, and all that is made for one network, such as calibration or transfer learning, fits the pair.
 *
 * @param plain a trained `model2` of whole images
 * @param residual a trained `model2Residual` of images of the same shape
 * @returns an uncompiled model `model_2` of the same input and output, with weights of its own. The caller
 * disposes of it.
 * @throws {RangeError} for networks that are not of these layers.
 */
export function model2Pair(plain: tf.LayersModel, residual: tf.LayersModel): tf.LayersModel {
  const input = tf.input({ shape: plain.inputs[0].shape.slice(1), name: "image" });
  const window = middleWindow(input);
  const features = tf.layers.concatenate({ name: "features" }).apply([
    smallVgg(window, { blocks: PLAIN_BLOCKS, seed: 0 }),
    smallVgg(window, { ...RESIDUAL_BODY, seed: 0 }),
  ]) as tf.SymbolicTensor;
  const output = softmaxHead(features, { classes: EMOTION_COUNT, seed: 0 });
  const pair = tf.model({ name: "model_2", inputs: input, outputs: output });
  const heads = [plain, residual].map((model) => headOf(model, features.shape[1]! / 2));
  for (const layer of pair.layers.slice(0, -1)) {
    if (layer.weights.length === 0) continue;
    const from = layer.name.startsWith(RESIDUAL_BODY.prefix) ? residual : plain;
    layer.setWeights(from.getLayer(layer.name).getWeights());
  }
  tf.tidy(() => {
    const [[kernel, bias], [otherKernel, otherBias]] = heads.map((head) => head.getWeights());
    pair.layers.at(-1)!.setWeights([
      tf.div(tf.concat([kernel, otherKernel]), 2),
      tf.div(tf.add(bias, otherBias), 2),
    ]);
  });
  return pair;
}

function headOf(model: tf.LayersModel, features: number): tf.layers.Layer {
  const head = model.layers.at(-1)!;
  const shapes = head.weights.map(({ shape }) => `[${shape}]`).join(" and ");
  const wanted = `[${features},${EMOTION_COUNT}] and [${EMOTION_COUNT}]`;
  if (shapes !== wanted) {
    throw new RangeError(
      `${model.name} ends in ${head.name} with weights ${shapes || "of none"}, not ${wanted}`,
    );
  }
  return head;
}
