import * as tf from "@tensorflow/tfjs";
import { SlotOptimizer } from "./slot_optimizer.ts";

/** Options of {@link Adam}; the defaults are Keras's. */
export interface AdamConfig {
  readonly name: "adam";
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  readonly weightDecay?: number;
}

/**
 * Adam (Kingma & Ba 2015) as Keras computes it: `epsilon` (1e-7) is added to the root of the
 * uncorrected second moment, the paper's "epsilon hat". TensorFlow.js adds it to the corrected one,
 * which makes early steps along small gradients up to thirty times bolder.
 */
export class Adam extends SlotOptimizer {
  static readonly className = "Adam";
  readonly #beta1: number;
  readonly #beta2: number;
  readonly #epsilon: number;

  constructor(
    variables: readonly tf.Variable[],
    { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weightDecay = 0 }: Omit<AdamConfig, "name"> = {},
  ) {
    super(variables, 2, weightDecay);
    [this.#beta1, this.#beta2, this.#epsilon] = [beta1, beta2, epsilon];
  }

  protected override update(
    variable: tf.Variable,
    gradient: tf.Tensor,
    [mean, square]: readonly tf.Variable[],
  ) {
    const rate = this.learningRate * Math.sqrt(1 - power(this.#beta2, this.steps)) /
      (1 - power(this.#beta1, this.steps));
    mean.assign(tf.add(mean, tf.mul(tf.sub(gradient, mean), 1 - this.#beta1)));
    square.assign(tf.add(square, tf.mul(tf.sub(tf.square(gradient), square), 1 - this.#beta2)));
    const step = tf.div(tf.mul(mean, rate), tf.add(tf.sqrt(square), this.#epsilon));
    variable.assign(tf.sub(variable, step));
  }
}

/** Rounded to float32 as Keras does, which shows in `1 - power`: 0.999 is 0.99900001 there. */
function power(base: number, exponent: number): number {
  return Math.fround(Math.pow(Math.fround(base), exponent));
}
