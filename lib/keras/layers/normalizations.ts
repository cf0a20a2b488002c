import * as tf from "@tensorflow/tfjs";
import { oneShape, oneTensor } from "./one_tensor.ts";
import type { LayerArguments, LayerRule } from "./rule.ts";

/** Keras's `GroupNormalization` (Wu and He 2018) over the last axis. */
class GroupNormalization extends tf.layers.Layer {
  static readonly className = "GroupNormalization";
  private readonly settings: LayerArguments;
  private gamma?: tf.LayerVariable;
  private beta?: tf.LayerVariable;

  constructor(settings: LayerArguments) {
    super(settings);
    const { groups = 32, epsilon = 1e-3, center = true, scale = true } = settings;
    this.settings = { groups, epsilon, center, scale };
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = oneShape(inputShape).at(-1)!;
    const [zeros, ones] = [tf.initializers.zeros(), tf.initializers.ones()];
    const { scale, center } = this.settings;
    if (scale) this.gamma = this.addWeight("gamma", [channels], "float32", ones);
    if (center) this.beta = this.addWeight("beta", [channels], "float32", zeros);
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs);
      const channels = x.shape.at(-1)!;
      const groups = this.settings.groups === -1 ? channels : this.settings.groups;
      const parts = x.reshape([x.shape[0], -1, groups, channels / groups]);
      const { mean, variance } = tf.moments(parts, [1, 3], true);
      let y = parts.sub(mean).div(variance.add(this.settings.epsilon).sqrt()).reshape(x.shape);
      if (this.gamma) y = y.mul(this.gamma.read());
      return this.beta ? y.add(this.beta.read()) : y;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.settings, axis: -1 };
  }
}

/** Keras's `UnitNormalization`: length 1 along the axes. */
class UnitNormalization extends tf.layers.Layer {
  static readonly className = "UnitNormalization";
  private readonly axis: number | number[];

  constructor(settings: LayerArguments) {
    super(settings);
    this.axis = settings.axis ?? -1;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs);
      return x.div(x.square().sum(this.axis, true).maximum(1e-12).sqrt());
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: this.axis };
  }
}

/**
 * Keras's `Normalization`: `(x - mean) / sqrt(variance)` with figures from its settings or from the
 * file. `adapt` is Keras's.
 */
class Normalization extends tf.layers.Layer {
  static readonly className = "Normalization";
  private readonly axis: number[];
  private readonly invert: boolean;
  private readonly given: { mean: number[]; variance: number[] } | undefined;
  private mean?: tf.LayerVariable;
  private variance?: tf.LayerVariable;

  constructor(settings: LayerArguments) {
    super(settings);
    const { axis = -1, invert = false, mean, variance } = settings;
    this.axis = axis === null ? [] : [axis].flat();
    this.invert = invert;
    const list = (value: number | number[]) => [value].flat(Infinity) as number[];
    if (mean !== undefined && mean !== null) {
      this.given = { mean: list(mean), variance: list(variance) };
    }
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = oneShape(inputShape);
    if (!this.given) {
      const kept = this.keptAxes(shape.length).map((axis) => shape[axis]);
      const [zeros, ones] = [tf.initializers.zeros(), tf.initializers.ones()];
      this.mean = this.addWeight("mean", kept, "float32", zeros, undefined, false);
      this.variance = this.addWeight("variance", kept, "float32", ones, undefined, false);
      this.addWeight("count", [], "int32", zeros, undefined, false);
    }
    this.built = true;
  }

  private keptAxes(rank: number): number[] {
    return this.axis.map((axis) => axis < 0 ? axis + rank : axis).sort((a, b) => a - b);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs).cast("float32");
      const kept = this.keptAxes(x.rank);
      const shape = x.shape.map((size, axis) => kept.includes(axis) ? size : 1);
      const ready = (stored: tf.LayerVariable | undefined, given: number[] | undefined) => {
        if (stored) return stored.read().reshape(shape);
        return given!.length === 1 ? tf.scalar(given![0]) : tf.tensor(given!, shape);
      };
      const mean = ready(this.mean, this.given?.mean);
      const deviation = ready(this.variance, this.given?.variance).sqrt().maximum(1e-7);
      return this.invert ? x.mul(deviation).add(mean) : x.sub(mean).div(deviation);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      axis: this.axis.length === 0 ? null : this.axis,
      invert: this.invert,
      ...this.given,
    };
  }
}

for (const Class of [GroupNormalization, UnitNormalization, Normalization]) {
  tf.serialization.registerClass<tf.layers.Layer>(Class);
}

/** Their rules. */
export const NORMALIZATION_RULES: Readonly<Record<string, LayerRule>> = {
  GroupNormalization: {
    keep: ["groups", "epsilon", "center", "scale"],
    ignore: ["beta_initializer", "gamma_initializer"],
    only: { axis: [-1] },
    create: (settings) => new GroupNormalization(settings),
  },
  UnitNormalization: { keep: ["axis"], create: (settings) => new UnitNormalization(settings) },
  Normalization: {
    keep: ["axis", "invert", "mean", "variance"],
    create: (settings) => new Normalization(settings),
  },
};
