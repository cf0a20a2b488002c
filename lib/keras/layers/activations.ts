import * as tf from "@tensorflow/tfjs";

/** Activation functions of Keras that TensorFlow.js lacks, by the name they get here. */
const FUNCTIONS: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  exponential: (x) => x.exp(),
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  // Keras 3's; Keras 2's, and TensorFlow.js's, is clip(x / 5 + 1 / 2, 0, 1).
  keras3HardSigmoid: (x) => x.add(3).clipByValue(0, 6).div(6),
  hardSilu: (x) => x.mul(x.add(3).clipByValue(0, 6).div(6)),
  hardTanh: (x) => x.clipByValue(-1, 1),
};

for (const [name, apply] of Object.entries(FUNCTIONS)) {
  class KerasActivation extends tf.serialization.Serializable {
    static readonly className = name;

    apply(x: tf.Tensor): tf.Tensor {
      return tf.tidy(() => apply(x));
    }

    override getConfig(): tf.serialization.ConfigDict {
      return {};
    }
  }
  tf.serialization.registerClass(KerasActivation);
}

/** Keras's name of each. `hard_sigmoid_3` is Keras 3's `hard_sigmoid`, told apart from Keras 2's. */
export const OWN_ACTIVATIONS: Readonly<Record<string, string>> = {
  exponential: "exponential",
  leaky_relu: "leakyRelu",
  hard_sigmoid_3: "keras3HardSigmoid",
  hard_silu: "hardSilu",
  hard_swish: "hardSilu",
  hard_tanh: "hardTanh",
};
