/**
 * Solves `matrix · X = right` for a symmetric positive definite matrix, by Cholesky's factors.
 *
 * @param matrix `[n, n]` row-major; only its lower half is read
 * @param right `[n, columns]` row-major
 * @returns `[n, columns]`
 * @throws {RangeError} for a matrix that is not positive definite.
 *
 * @example
 * ```ts
 * import { solveSymmetric } from "#lib/core/solve_symmetric.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const x = solveSymmetric(Float64Array.of(4, 0, 0, 16), Float64Array.of(8, 8), { n: 2 });
 * deepStrictEqual([...x], [2, 0.5]);
 * ```
 */
export function solveSymmetric(
  matrix: Float64Array,
  right: Float64Array,
  { n }: { readonly n: number },
): Float64Array {
  const columns = right.length / n;
  if (matrix.length !== n * n || !Number.isInteger(columns)) {
    throw new RangeError(
      `${matrix.length} and ${right.length} values are no equations of size ${n}`,
    );
  }
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k];
      if (i > j) factor[i * n + j] = sum / factor[j * n + j];
      else if (sum > 0) factor[i * n + i] = Math.sqrt(sum);
      else throw new RangeError(`the matrix is not positive definite (row ${i})`);
    }
  }
  const x = Float64Array.from(right);
  for (let c = 0; c < columns; c++) {
    for (let i = 0; i < n; i++) {
      let sum = x[i * columns + c];
      for (let k = 0; k < i; k++) sum -= factor[i * n + k] * x[k * columns + c];
      x[i * columns + c] = sum / factor[i * n + i];
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = x[i * columns + c];
      for (let k = i + 1; k < n; k++) sum -= factor[k * n + i] * x[k * columns + c];
      x[i * columns + c] = sum / factor[i * n + i];
    }
  }
  return x;
}
