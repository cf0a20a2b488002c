/**
 * For each point of `from` the nearest point of `to`, and the square of its distance.
 *
 * @param from `[n, 3]`.
 * @param to `[m, 3]`, in the same unit.
 *
 * @example
 * ```ts
 * import { nearestPoints } from "#lib/preprocess/nearest_points.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const { index, squared } = nearestPoints([0, 0, 0], [5, 0, 0, 0, 2, 0]);
 * deepStrictEqual([index[0], squared[0]], [1, 4]);
 * ```
 */
export function nearestPoints(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): { readonly index: Uint32Array; readonly squared: Float64Array } {
  const n = from.length / 3;
  const index = new Uint32Array(n);
  const squared = new Float64Array(n).fill(Infinity);
  // One kind of array in the inner loop: with several, each access would first ask which.
  const target = new Float64Array(to);
  for (let i = 0; i < n; i++) {
    const x = from[i * 3], y = from[i * 3 + 1], z = from[i * 3 + 2];
    let best = 0;
    let least = Infinity;
    for (let j = 0; j < target.length; j += 3) {
      const dx = target[j] - x, dy = target[j + 1] - y, dz = target[j + 2] - z;
      const far = dx * dx + dy * dy + dz * dz;
      if (far < least) {
        least = far;
        best = j;
      }
    }
    index[i] = best / 3;
    squared[i] = least;
  }
  return { index, squared };
}
