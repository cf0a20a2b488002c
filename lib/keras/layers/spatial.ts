import * as tf from "@tensorflow/tfjs";

/** The axes of the space in `[n, …space, channels]` or `[n, channels, …space]`. */
export function spaceAxes(rank: number, dataFormat: string): number[] {
  const first = dataFormat === "channelsFirst" ? 2 : 1;
  return Array.from({ length: rank - 2 }, (_, i) => first + i);
}

/** `[2, 3]` for a value given once or per axis. */
export function perAxis(value: number | readonly number[], n: number): number[] {
  return typeof value === "number" ? Array(n).fill(value) : [...value];
}

/** `[[before, after], …]` for Keras's three ways to give padding or cropping. */
export function perSide(
  value: number | readonly (number | readonly number[])[],
  n: number,
): [number, number][] {
  if (typeof value === "number") return Array.from({ length: n }, () => [value, value]);
  // One axis: [before, after] stands for itself.
  if (n === 1 && value.length === 2 && typeof value[0] === "number") {
    return [[value[0], value[1] as number]];
  }
  return value.map((item) => typeof item === "number" ? [item, item] : [item[0], item[1]]);
}

/** Repeats every entry along an axis: `[a, b]` → `[a, a, b, b]`. */
export function repeatAlong(x: tf.Tensor, axis: number, times: number): tf.Tensor {
  const before = x.shape.slice(0, axis);
  const after = x.shape.slice(axis + 1);
  const size = (shape: number[]) => shape.reduce((a, b) => a * b, 1);
  return x.reshape([size(before) * x.shape[axis], 1, size(after)])
    .tile([1, times, 1])
    .reshape([...before, x.shape[axis] * times, ...after]);
}

/**
 * Resizes along one axis, by a product with the matrix of weights, so that the gradient is exact:
 * the gradient of TensorFlow.js's own `resizeBilinear` is not that of its half-pixel form.
 * Pixel centres lie at half coordinates, as in `tf.image.resize`.
 */
export function resizeAlong(
  x: tf.Tensor,
  axis: number,
  size: number,
  interpolation: "bilinear" | "nearest",
): tf.Tensor {
  const old = x.shape[axis];
  const weights = tf.buffer([size, old]);
  for (let i = 0; i < size; i++) {
    if (interpolation === "nearest") {
      weights.set(1, i, Math.min(Math.floor((i + 0.5) * old / size), old - 1));
      continue;
    }
    const at = (i + 0.5) * old / size - 0.5;
    const low = Math.floor(at);
    const [left, right] = [low, low + 1].map((k) => Math.min(Math.max(k, 0), old - 1));
    weights.set(weights.get(i, left) + 1 - (at - low), i, left);
    weights.set(weights.get(i, right) + (at - low), i, right);
  }
  const before = x.shape.slice(0, axis).reduce((a, b) => a * b, 1);
  const flat = x.reshape([before, old, -1]) as tf.Tensor3D;
  const matrix = weights.toTensor().expandDims(0).tile([before, 1, 1]) as tf.Tensor3D;
  return tf.matMul(matrix, flat).reshape([
    ...x.shape.slice(0, axis),
    size,
    ...x.shape.slice(axis + 1),
  ]);
}
