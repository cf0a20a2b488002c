import * as tf from "@tensorflow/tfjs";
import { Rng } from "../../core/rng.ts";
import { oneTensor } from "./one_tensor.ts";
import { stockClass } from "./stock_class.ts";

/**
 * Keras's `Dropout` and `SpatialDropout1D`, `2D`, `3D`: with a seed, each call draws a new mask;
 * TensorFlow.js's own repeats the first mask for ever.
 *
 * The masks are not the ones that Keras draws from the same seed.
 */
export class Dropout extends stockClass("Dropout") {
  static readonly className: string = "KerasDropout";
  /** How many masks have been drawn: a resumed training run sets it to go on with the next one. */
  draws = 0;

  override call(
    inputs: tf.Tensor | tf.Tensor[],
    kwargs: { training?: boolean },
  ): tf.Tensor {
    const x = oneTensor(inputs);
    if (kwargs.training !== true || this.rate === 0) return x;
    return tf.tidy(() => {
      if (this.rate === 1) return tf.zerosLike(x);
      const shape = this.maskShape(x.shape);
      const mask = tf.randomUniform(shape, 0, 1, "float32", this.nextSeed())
        .greaterEqual(this.rate).cast("float32").div(1 - this.rate);
      return x.mul(mask);
    });
  }

  /** Without a seed of its own the layer is random, as in Keras. */
  private nextSeed(): number | undefined {
    if (this.seed === undefined || this.seed === null) return undefined;
    // TensorFlow.js takes 0 for "no seed".
    return new Rng(`${this.seed}`).split(`${this.name}/${this.draws++}`).uint32() || 1;
  }

  /** 1 where a mask value holds for the whole axis. */
  protected maskShape(shape: number[]): number[] {
    return this.getNoiseShape({ shape } as tf.Tensor) ?? shape;
  }
}

tf.serialization.registerClass(Dropout);
