import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** A kernel ridge classifier: a score a class from how alike a sample is to known ones. */
export interface KernelRidge {
  /** Likeness is `exp(-gamma · squared distance)`. */
  readonly gamma: number;
  /** `[landmarks][d]` the known samples that others are compared to. */
  readonly landmarks: readonly ArrayLike<number>[];
  /** `[landmarks][classes]`. */
  readonly weights: readonly (readonly number[])[];
  /** `[classes]` added to every score. */
  readonly offsets: readonly number[];
}

/** Settings of {@link fitKernelRidge}. */
export interface KernelRidgeOptions {
  readonly classes: number;
  readonly gamma: number;
  /** Weight of the ridge penalty: larger is smoother. */
  readonly ridge: number;
  /** Samples to compare to, a part of the training samples. */
  readonly landmarks: readonly ArrayLike<number>[];
}

/** Added to the diagonal, so that landmarks that are nearly equal leave the system solvable. */
const TINY = 1e-3;

/**
 * Fits one-hot labels by kernel ridge regression with a radial kernel on a subset of the samples
 * (least-squares support vector machine, Suykens & Vandewalle 1999; subset of regressors, Williams &
 * Seeger 2001): a closed form, so the same samples always give the same classifier.
 *
 * @param samples `[n][d]`.
 * @param labels `[n]` class numbers.
 */
export function fitKernelRidge(
  samples: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  { classes, gamma, ridge, landmarks }: KernelRidgeOptions,
): KernelRidge {
  const m = landmarks.length;
  const products = Array.from({ length: m }, () => new Float64Array(m));
  const targets = Matrix.zeros(m, classes);
  samples.forEach((sample, i) => {
    const k = likeness(sample, landmarks, gamma);
    for (let a = 0; a < m; a++) {
      // Most pairs are far apart: their product would not change the sum.
      if (k[a] < 1e-6) continue;
      const row = products[a];
      for (let b = 0; b <= a; b++) row[b] += k[a] * k[b];
      for (let c = 0; c < classes; c++) {
        const target = (labels[i] === c ? 1 : 0) - 1 / classes;
        targets.set(a, c, targets.get(a, c) + k[a] * target);
      }
    }
  });
  const system = Matrix.zeros(m, m);
  for (let a = 0; a < m; a++) {
    const among = likeness(landmarks[a], landmarks, gamma);
    for (let b = 0; b <= a; b++) {
      const value = products[a][b] + ridge * (among[b] + (a === b ? TINY : 0));
      system.set(a, b, value).set(b, a, value);
    }
  }
  return {
    gamma,
    landmarks,
    weights: new CholeskyDecomposition(system).solve(targets).to2DArray(),
    offsets: new Array(classes).fill(1 / classes),
  };
}

/** A score for each class, about 1 for the right one and 0 for the others. */
export function kernelRidgeScores(model: KernelRidge, sample: ArrayLike<number>): Float64Array {
  const scores = Float64Array.from(model.offsets);
  likeness(sample, model.landmarks, model.gamma).forEach((k, a) => {
    for (let c = 0; c < scores.length; c++) scores[c] += k * model.weights[a][c];
  });
  return scores;
}

function likeness(
  sample: ArrayLike<number>,
  landmarks: readonly ArrayLike<number>[],
  gamma: number,
): Float64Array {
  return Float64Array.from(landmarks, (landmark) => {
    let squared = 0;
    for (let j = 0; j < landmark.length; j++) squared += (sample[j] - landmark[j]) ** 2;
    return Math.exp(-gamma * squared);
  });
}
