import * as tf from "@tensorflow/tfjs";
import { sizeOf } from "../core/shapes.ts";
import { yieldToEvents } from "../core/yield_to_events.ts";
import { applyView, type ImageShape } from "./apply_view.ts";
import { SINGLE_VIEW, type View } from "./views.ts";

/** How {@link predict} goes about it. */
export interface PredictOptions {
  /** Samples that are computed at once; 256 by default. The result does not depend on it. */
  readonly batchSize?: number;
  /** Shape of one sample in `x`; the model's input shape by default. Images may be larger. */
  readonly itemShape?: readonly number[];
  /** Ways to look at an image, whose probabilities are averaged; one by default. */
  readonly views?: readonly View[];
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * The probabilities that a model gives, in batches.
 *
 * @param x `[n, ...itemShape]`, row-major: uint8 images (0 to 255, divided by 255 here), or float32 in
 * the unit that the model was trained with
 * @returns `[n, classes]`, row-major
 * @throws {RangeError} when `x` does not hold whole samples, or samples do not fit the model.
 */
export async function predict(
  model: tf.LayersModel,
  x: Uint8Array | Float32Array,
  options: PredictOptions = {},
): Promise<Float32Array> {
  const inputShape = model.inputs[0].shape.slice(1) as number[];
  const { batchSize = 256, itemShape = inputShape, views = SINGLE_VIEW } = options;
  const width = sizeOf(itemShape);
  const n = x.length / width;
  if (!Number.isInteger(n)) {
    throw new RangeError(`${x.length} values are not whole samples of [${itemShape}]`);
  }
  const asInput = viewer(itemShape, inputShape);
  const classes = model.outputs[0].shape.at(-1)!;
  const probabilities = new Float32Array(n * classes);
  for (let start = 0; start < n; start += batchSize) {
    const count = Math.min(batchSize, n - start);
    const samples = asFloats(x.subarray(start * width, (start + count) * width));
    for (const view of views) {
      const input = asInput(samples, view, count);
      const output = tf.tidy(() =>
        model.predictOnBatch(tf.tensor(input, [count, ...inputShape]))
      ) as tf.Tensor;
      const found = await output.data<"float32">();
      output.dispose();
      const at = start * classes;
      for (let i = 0; i < found.length; i++) probabilities[at + i] += found[i] / views.length;
    }
    options.onProgress?.(start + count, n);
    await yieldToEvents();
  }
  return probabilities;
}

/** A copy: the tensor made from it must not change when the caller's array does. */
function asFloats(values: Uint8Array | Float32Array): Float32Array {
  return values instanceof Uint8Array
    ? Float32Array.from(values, (value) => value / 255)
    : values.slice();
}

function viewer(
  from: readonly number[],
  to: readonly number[],
): (samples: Float32Array, view: View, n: number) => Float32Array {
  const same = from.length === to.length && from.every((size, axis) => size === to[axis]);
  return (samples, view, n) => {
    if (same && !view.mirrored && !view.shift) return samples.slice();
    if (from.length !== 3 || to.length !== 3) {
      throw new RangeError(
        `samples of [${from}] do not fit a model for [${to}]: only images can be cropped or mirrored`,
      );
    }
    return applyView(samples, view, { n, from: from as ImageShape, to: to as ImageShape });
  };
}
