import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** The directions in which samples differ most. */
export interface PrincipalComponents {
  /** `[d]`. */
  readonly mean: readonly number[];
  /** `[components][d]`, orthonormal, by falling variance. */
  readonly directions: readonly (readonly number[])[];
  /** `[components]` variance along each direction. */
  readonly variances: readonly number[];
}

/**
 * Principal components of `[n][d]` samples, by the eigenvectors of their covariance.
 *
 * @throws {RangeError} for more components than features, or fewer than 2 samples.
 *
 * @example
 * ```ts
 * import { fitPrincipalComponents } from "#lib/models/principal_components.ts";
 * import { strictEqual } from "node:assert/strict";
 * const { directions } = fitPrincipalComponents([[0, 0], [4, 0], [2, 1], [2, -1]], 1);
 * strictEqual(Math.abs(Math.round(directions[0][0])), 1);
 * ```
 */
export function fitPrincipalComponents(
  samples: readonly ArrayLike<number>[],
  components: number,
): PrincipalComponents {
  const [n, d] = [samples.length, samples[0]?.length ?? 0];
  if (n < 2 || !(components >= 1 && components <= d)) {
    throw new RangeError(
      `${components} components cannot be had from ${n} samples of ${d} features`,
    );
  }
  const mean = new Float64Array(d);
  for (const sample of samples) for (let j = 0; j < d; j++) mean[j] += sample[j] / n;
  const covariance = Matrix.zeros(d, d);
  const row = new Float64Array(d);
  for (const sample of samples) {
    for (let j = 0; j < d; j++) row[j] = sample[j] - mean[j];
    for (let j = 0; j < d; j++) {
      for (let k = j; k < d; k++) covariance.set(j, k, covariance.get(j, k) + row[j] * row[k]);
    }
  }
  for (let j = 0; j < d; j++) {
    for (let k = j; k < d; k++) {
      const value = covariance.get(j, k) / (n - 1);
      covariance.set(j, k, value).set(k, j, value);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const order = [...realEigenvalues.keys()].sort((a, b) => realEigenvalues[b] - realEigenvalues[a])
    .slice(0, components);
  return {
    mean: [...mean],
    directions: order.map((k) => eigenvectorMatrix.getColumn(k)),
    variances: order.map((k) => Math.max(0, realEigenvalues[k])),
  };
}

/** A sample in the directions' coordinates, `[components]`. */
export function projectOnto(
  { mean, directions }: PrincipalComponents,
  sample: ArrayLike<number>,
): Float64Array {
  return Float64Array.from(directions, (direction) => {
    let sum = 0;
    for (let j = 0; j < direction.length; j++) sum += direction[j] * (sample[j] - mean[j]);
    return sum;
  });
}
