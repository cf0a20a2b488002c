import * as tf from "@tensorflow/tfjs";

/**
 * Gradients of Sum and Mean that spread the incoming gradient by repetition, where TensorFlow.js
 * multiplies it with an array of ones that it makes each time. They hold for every backend.
 */
export function registerReductionGradients(): void {
  register("Sum", () => 1);
  register("Mean", (count) => count);
}

function register(kernelName: "Sum" | "Mean", divisorOf: (count: number) => number): void {
  tf.unregisterGradient(kernelName);
  tf.registerGradient({
    kernelName,
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attrs) => {
      const axes = tf.util.parseAxisParam(attrs.axis as number | number[], x.shape);
      const kept = x.shape.map((length, axis) => axes.includes(axis) ? 1 : length);
      const count = axes.reduce((product, axis) => product * x.shape[axis], 1);
      const divisor = divisorOf(count);
      return {
        x: () => {
          const gradient = tf.reshape(dy as tf.Tensor, kept);
          const scaled = divisor === 1 ? gradient : tf.div(gradient, divisor);
          return tf.broadcastTo(scaled, x.shape as [number]);
        },
      };
    },
  });
}
