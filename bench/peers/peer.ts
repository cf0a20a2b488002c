import * as tf from "@tensorflow/tfjs";
import { EMOTIONS } from "#lib/core/emotions.ts";

/** A ready-made model that labels expressions, ours or another project's. */
export interface Peer {
  readonly name: string;
  /** Where it comes from: a package and its version. */
  readonly origin: string;
  /** Size of the file that holds its weights. */
  readonly bytes: number;
  readonly parameters: number;
  /**
   * @param x `[n, 48, 48, 1]` float32 in [0, 1]
   * @returns `[n, 7]` scores in the order of `EMOTIONS`; the caller disposes of them
   */
  predict(x: tf.Tensor4D): tf.Tensor2D;
}

/** Columns in the order of `EMOTIONS`, from scores whose columns are `names`. */
export function inOurOrder(scores: tf.Tensor2D, names: readonly string[]): tf.Tensor2D {
  const order = EMOTIONS.map((emotion) => {
    const found = names.indexOf(emotion);
    if (found < 0) throw new RangeError(`no column for "${emotion}" among ${names}`);
    return found;
  });
  return tf.gather(scores, tf.tensor1d(order, "int32"), 1);
}

/** Images at another size, greys in [-1, 1]: what most of the peers were trained on. */
export function scaledAround(x: tf.Tensor4D, side: number): tf.Tensor4D {
  return tf.sub(tf.mul(tf.image.resizeBilinear(x, [side, side]), 2), 1);
}
