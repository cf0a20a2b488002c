import type { Dataset } from "./dataset.ts";

/**
 * One cloud of a data set, `[points, 3]`: a view, not a copy.
 *
 * @throws {RangeError} when the data set holds no clouds, or no such sample.
 */
export function cloudAt({ itemShape, x, y }: Dataset, index: number): Float32Array {
  if (!(x instanceof Float32Array) || itemShape.length !== 2 || itemShape[1] !== 3) {
    throw new RangeError(`samples of shape [${itemShape}] are no clouds of points`);
  }
  if (!(index >= 0 && index < y.length)) {
    throw new RangeError(`sample ${index} does not exist: there are ${y.length}`);
  }
  const width = itemShape[0] * 3;
  return x.subarray(index * width, (index + 1) * width);
}
