import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** A linear classifier: `scores = weights · sample + offsets`. */
export interface LinearClassifier {
  /** `[classes][d]`. */
  readonly weights: readonly (readonly number[])[];
  /** `[classes]`. */
  readonly offsets: readonly number[];
  /** How far the covariance was shrunk towards a sphere, 0 to 1. */
  readonly shrinkage: number;
}

/**
 * Linear discriminant analysis with a covariance shrunk as Ledoit & Wolf 2004 derive it (as
 * scikit-learn's `LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto")`, but with one
 * covariance pooled over the classes), equal priors.
 *
 * @param samples `[n][d]`.
 * @param labels `[n]` class numbers, each class at least once.
 * @throws {RangeError} for a class without samples.
 */
export function fitDiscriminantAnalysis(
  samples: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  classes: number,
): LinearClassifier {
  const [n, d] = [samples.length, samples[0].length];
  const counts = new Array(classes).fill(0);
  for (let i = 0; i < n; i++) counts[labels[i]]++;
  const empty = counts.indexOf(0);
  if (empty >= 0) throw new RangeError(`class ${empty} has no samples to learn from`);
  const means = Matrix.zeros(classes, d);
  samples.forEach((sample, i) => {
    const c = labels[i];
    for (let j = 0; j < d; j++) means.set(c, j, means.get(c, j) + sample[j] / counts[c]);
  });
  const centred = new Matrix(
    samples.map((sample, i) => Array.from(sample, (value, j) => value - means.get(labels[i], j))),
  );
  const { covariance, shrinkage } = ledoitWolf(centred);
  const weights = new CholeskyDecomposition(covariance).solve(means.transpose()).transpose();
  return {
    weights: weights.to2DArray(),
    offsets: Array.from(
      { length: classes },
      (_, c) => -0.5 * weights.getRow(c).reduce((sum, w, j) => sum + w * means.get(c, j), 0),
    ),
    shrinkage,
  };
}

/** The scores of a sample, `[classes]`: log-probabilities but for a constant. */
export function linearScores(
  { weights, offsets }: LinearClassifier,
  sample: ArrayLike<number>,
): Float64Array {
  return Float64Array.from(offsets, (offset, c) => {
    let sum = offset;
    for (let j = 0; j < weights[c].length; j++) sum += weights[c][j] * sample[j];
    return sum;
  });
}

/** The shrunk covariance of rows whose mean is zero. */
function ledoitWolf(rows: Matrix): { covariance: Matrix; shrinkage: number } {
  const [n, d] = [rows.rows, rows.columns];
  const covariance = rows.transpose().mmul(rows).div(n);
  const mu = covariance.trace() / d;
  let distance = 0;
  for (let a = 0; a < d; a++) {
    for (let b = 0; b < d; b++) distance += (covariance.get(a, b) - (a === b ? mu : 0)) ** 2;
  }
  let spread = 0;
  for (let i = 0; i < n; i++) {
    let norm = 0;
    for (let j = 0; j < d; j++) norm += rows.get(i, j) ** 2;
    spread += norm ** 2;
  }
  let squares = 0;
  for (let a = 0; a < d; a++) for (let b = 0; b < d; b++) squares += covariance.get(a, b) ** 2;
  const beta = Math.max(0, (spread / n - squares) / n);
  const shrinkage = distance === 0 ? 0 : Math.min(1, beta / distance);
  covariance.mul(1 - shrinkage);
  for (let a = 0; a < d; a++) {
    covariance.set(a, a, covariance.get(a, a) + shrinkage * mu);
  }
  return { covariance, shrinkage };
}
