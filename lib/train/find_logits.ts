import * as tf from "@tensorflow/tfjs";

/**
 * The input of the softmax that made `output`, where the computation is being recorded for gradients
 * and `output` came straight out of a softmax; else `undefined`.
 *
 * The tensor may be disposed of already: it names the place, and may no longer have values.
 *
 * TensorFlow.js records each kernel on the engine's active tape. Keras does likewise: its
 * cross-entropy goes back from the probabilities to the logits of the Softmax operation.
 */
export function findLogits(output: tf.Tensor): tf.Tensor | undefined {
  const { activeTape } = tf.engine().state;
  const node = activeTape?.findLast(({ outputs }) => outputs.some(({ id }) => id === output.id));
  return node?.kernelName === "Softmax" ? node.inputs.logits : undefined;
}
