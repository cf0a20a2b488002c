import * as tf from "@tensorflow/tfjs";
import { oneTensor } from "./one_tensor.ts";
import type { LayerArguments, LayerRule } from "./rule.ts";

/** Keras's `ReLU` with `negative_slope` and `threshold`, both of which TensorFlow.js ignores. */
class ReLU extends tf.layers.Layer {
  static readonly className = "KerasReLU";
  private readonly maxValue: number | null;
  private readonly negativeSlope: number;
  private readonly threshold: number;

  constructor(settings: LayerArguments) {
    super(settings);
    this.supportsMasking = true;
    this.maxValue = settings.maxValue ?? null;
    this.negativeSlope = settings.negativeSlope ?? 0;
    this.threshold = settings.threshold ?? 0;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs);
      if (this.negativeSlope === 0 && this.threshold === 0) {
        // The usual kind, by a kernel that costs no pass of its own.
        return this.maxValue === null ? x.relu() : x.relu().minimum(this.maxValue);
      }
      const above = this.maxValue === null ? x : x.minimum(this.maxValue);
      const below = x.sub(this.threshold).mul(this.negativeSlope);
      return tf.where(x.greaterEqual(this.threshold), above, below);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { maxValue, negativeSlope, threshold } = this;
    return { ...super.getConfig(), maxValue, negativeSlope, threshold };
  }
}

/** Keras's `ELU` with any `alpha`. */
class ELU extends tf.layers.Layer {
  static readonly className = "KerasELU";
  private readonly alpha: number;

  constructor(settings: LayerArguments) {
    super(settings);
    this.supportsMasking = true;
    this.alpha = settings.alpha ?? 1;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs);
      // The exponential of what is not used must not overflow, or its gradient is NaN.
      return tf.where(x.greater(0), x, x.minimum(0).expm1().mul(this.alpha));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), alpha: this.alpha };
  }
}

/** Keras's `Softmax` along any axes; TensorFlow.js's own takes the last alone. */
class Softmax extends tf.layers.Layer {
  static readonly className = "KerasSoftmax";
  private readonly axis: number | number[];

  constructor(settings: LayerArguments) {
    super(settings);
    this.supportsMasking = true;
    this.axis = settings.axis ?? -1;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs);
      const axes = [this.axis].flat();
      if (axes.length === 1 && (axes[0] === -1 || axes[0] === x.rank - 1)) return tf.softmax(x);
      const powers = x.sub(x.max(this.axis, true)).exp();
      return powers.div(powers.sum(this.axis, true));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: this.axis };
  }
}

/** Keras's `Subtract`: the first of two inputs less the second. */
class Subtract extends tf.layers.Layer {
  static readonly className = "Subtract";

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [a, b] = inputShape as tf.Shape[];
    if (a.length !== b.length) {
      throw new RangeError(`Subtract ${this.name}: inputs of ${a.length} and ${b.length} axes`);
    }
    return a.map((size, axis) => size === 1 ? b[axis] : size);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [a, b] = inputs as tf.Tensor[];
    return tf.sub(a, b);
  }
}

/** Keras's `Identity`. */
class Identity extends tf.layers.Layer {
  static readonly className = "KerasIdentity";

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return oneTensor(inputs).clone();
  }
}

for (const Class of [ReLU, ELU, Softmax, Subtract, Identity]) {
  tf.serialization.registerClass<tf.layers.Layer>(Class);
}

/** Their rules. */
export const ELEMENTWISE_RULES: Readonly<Record<string, LayerRule>> = {
  ReLU: {
    keep: ["max_value", "negative_slope", "threshold"],
    tfjs: ["KerasReLU", "ReLU"],
    create: (settings) => new ReLU(settings),
  },
  ELU: {
    keep: ["alpha"],
    tfjs: ["KerasELU", "ELU"],
    create: (settings) => new ELU(settings),
  },
  Softmax: {
    keep: ["axis"],
    tfjs: ["KerasSoftmax", "Softmax"],
    create: (settings) => new Softmax(settings),
  },
  Subtract: { keep: [], create: (settings) => new Subtract(settings) },
  Identity: { keep: [], tfjs: ["KerasIdentity"], create: (settings) => new Identity(settings) },
};
