import * as tf from "@tensorflow/tfjs";

/** Settings of {@link WeightAverage}. */
export interface WeightAverageConfig {
  /** Share of the old average that stays at each step, in [0, 1). */
  readonly decay: number;
}

/**
 * An exponential moving average of all weights (Polyak & Juditsky 1992), batch normalisation's moving
 * statistics among them. The decay at step t (from 1) is at most `(t - 1) / (t + 8)`, so that the
 * random start is forgotten at once and early weights soon.
 */
export class WeightAverage {
  readonly #model: tf.LayersModel;
  readonly #decay: number;
  readonly #averages: readonly tf.Variable[];

  constructor(model: tf.LayersModel, { decay }: WeightAverageConfig) {
    if (!(decay >= 0 && decay < 1)) throw new RangeError(`decay must be in [0, 1), not ${decay}`);
    [this.#model, this.#decay] = [model, decay];
    this.#averages = tf.tidy(() =>
      model.weights.map((weight) => tf.variable(tf.mul(weight.read(), 1), false))
    );
  }

  /** Takes the weights after a step in. @param step counted from 1. */
  add(step: number): void {
    const share = 1 - Math.min(this.#decay, (step - 1) / (step + 8));
    tf.tidy(() =>
      this.#averages.forEach((average, i) => {
        const weight = this.#model.weights[i].read();
        // A weight that does not change is left exactly as it is.
        average.assign(tf.add(average, tf.mul(tf.sub(weight, average), share)));
      })
    );
  }

  /** A copy of the averages, in the order of the model's weights. */
  async read(): Promise<Float32Array[]> {
    return await Promise.all(
      this.#averages.map(async (average) => Float32Array.from(await average.data<"float32">())),
    );
  }

  /** Puts back what {@link read} gave. */
  write(values: readonly Float32Array[]): void {
    this.#averages.forEach((average, i) =>
      tf.tidy(() => average.assign(tf.tensor(values[i].slice(), average.shape)))
    );
  }

  dispose(): void {
    this.#averages.forEach((average) => average.dispose());
  }
}
