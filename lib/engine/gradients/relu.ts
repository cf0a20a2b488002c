import * as tf from "@tensorflow/tfjs";

/**
 * ReLU's gradient from its output instead of its input: the sign tells the same, and the input (a
 * product with its bias) need not be made only to be looked at here. It holds for every backend.
 */
export function registerReluGradient(): void {
  tf.unregisterGradient("Relu");
  tf.registerGradient({
    kernelName: "Relu",
    outputsToSave: [true],
    gradFunc: (dy, saved) => {
      const [y] = saved;
      return { x: () => tf.mul(dy as tf.Tensor, tf.step(y)) };
    },
  });
}
