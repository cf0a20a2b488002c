import * as tf from "@tensorflow/tfjs";
import { findLogits } from "./find_logits.ts";

/** How {@link crossEntropy} treats its targets. */
export interface CrossEntropyOptions {
  /** Share of each target that is spread evenly over all classes (Szegedy et al. 2016); 0 by default. */
  readonly labelSmoothing?: number;
}

/** The smallest normal float32: below it a softmax has underflowed. */
const FLOOR = 2 ** -126;

/**
 * Categorical cross-entropy of each sample, in nats, as Keras's `categorical_crossentropy`.
 *
 * - When `yPred` came straight out of a softmax and gradients are being recorded, the gradient goes
 *   past the softmax to its input, the logits, as `p - y`. So a sample teaches most where the model is
 *   certain and wrong; TensorFlow.js's own loss clips probabilities at 1e-7 and gives it no gradient
 *   at all. The value is `-log p` with p as small as float32 holds it: it stops at 87.3 nats, the
 *   gradient does not.
 * - Any other output is taken for probabilities: divided by its row's sum, clipped to
 *   [1e-7, 1 - 1e-7], and the logarithm taken. Clipped entries get no gradient, here as in Keras.
 *
 * @param yTrue `[n, classes]`, rows that sum to 1
 * @param yPred `[n, classes]` probabilities
 * @returns `[n]`; the caller disposes of it (or calls within `tf.tidy`)
 */
export function crossEntropy(
  yTrue: tf.Tensor2D,
  yPred: tf.Tensor2D,
  { labelSmoothing = 0 }: CrossEntropyOptions = {},
): tf.Tensor1D {
  return tf.tidy(() => {
    const target = labelSmoothing === 0
      ? yTrue
      : tf.add(tf.mul(yTrue, 1 - labelSmoothing), labelSmoothing / yTrue.shape[1]) as tf.Tensor2D;
    const logits = findLogits(yPred);
    return logits ? fromSoftmax(target, yPred, logits) : fromProbabilities(target, yPred);
  });
}

function fromSoftmax(target: tf.Tensor2D, output: tf.Tensor2D, logits: tf.Tensor): tf.Tensor1D {
  // The logits only say where the gradient goes: their values are gone once the layer has returned.
  const loss = tf.customGrad((_logits, save) => {
    (save as (saved: tf.Tensor[]) => void)([output, target]);
    return {
      value: tf.neg(tf.sum(tf.mul(target, tf.log(tf.maximum(output, FLOOR))), -1)),
      gradFunc: (dy: tf.Tensor, [probability, target]: tf.Tensor[]) =>
        tf.mul(tf.expandDims(dy, -1), tf.sub(probability, target)),
    };
  });
  return loss(logits) as tf.Tensor1D;
}

function fromProbabilities(target: tf.Tensor2D, output: tf.Tensor2D): tf.Tensor1D {
  const probability = tf.clipByValue(tf.div(output, tf.sum(output, -1, true)), 1e-7, 1 - 1e-7);
  return tf.neg(tf.sum(tf.mul(target, tf.log(probability)), -1));
}
