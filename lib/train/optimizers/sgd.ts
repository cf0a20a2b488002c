import * as tf from "@tensorflow/tfjs";
import { SlotOptimizer } from "./slot_optimizer.ts";

/** Options of {@link Sgd}; the defaults are Keras's: no momentum. */
export interface SgdConfig {
  readonly name: "sgd";
  readonly momentum?: number;
  readonly nesterov?: boolean;
  readonly weightDecay?: number;
}

/**
 * Stochastic gradient descent with momentum, plain or Nesterov's, as Keras computes it: the velocity
 * holds the learning rate, `v = momentum * v - rate * gradient`.
 */
export class Sgd extends SlotOptimizer {
  static readonly className = "SGD";
  readonly #momentum: number;
  readonly #nesterov: boolean;

  constructor(
    variables: readonly tf.Variable[],
    { momentum = 0, nesterov = false, weightDecay = 0 }: Omit<SgdConfig, "name"> = {},
  ) {
    super(variables, momentum === 0 ? 0 : 1, weightDecay);
    [this.#momentum, this.#nesterov] = [momentum, nesterov];
  }

  protected override update(
    variable: tf.Variable,
    gradient: tf.Tensor,
    [velocity]: readonly tf.Variable[],
  ) {
    const step = tf.mul(gradient, this.learningRate);
    if (!velocity) {
      variable.assign(tf.sub(variable, step));
      return;
    }
    velocity.assign(tf.sub(tf.mul(velocity, this.#momentum), step));
    const move = this.#nesterov ? tf.sub(tf.mul(velocity, this.#momentum), step) : velocity;
    variable.assign(tf.add(variable, move));
  }
}
