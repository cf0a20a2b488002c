import { solveSymmetric } from "../core/solve_symmetric.ts";

/** Labelled feature vectors, several sessions perhaps. */
export interface LabelledFeatures {
  /** `[n, width]` row-major. */
  readonly features: Float32Array;
  /** `[n]` class numbers. */
  readonly labels: ArrayLike<number>;
  /** `[n]` which session each is from: one pose, one light. */
  readonly sessions: readonly (string | number)[];
}

/** A linear classifier: `scores = features · kernel + bias`. */
export interface LinearClassifier {
  /** `[width, classes]` row-major, as a dense layer of Keras has it. */
  readonly kernel: Float32Array;
  /** `[classes]` */
  readonly bias: Float32Array;
}

/**
 * A linear classifier from a handful of examples, in closed form: ridge regression onto the labels
 * (A. Hoerl and R. Kennard 1970), solved among examples and not among features (C. Saunders, A.
 * Gammerman, V. Vovk 1998), for there are thousands of features and a dozen examples.
 *
 * Each session's own mean is taken out first, so that what is learned tells labels apart within a
 * session, and nothing is learned about what a session's pose or light looks like. Scores of the mean
 * of all sessions are 0 for every label; so are those of labels that have no example.
 *
 * @param options.penalty of the weights, as a share of the mean squared length of an example
 * @throws {RangeError} where sizes do not match, no session holds two labels, or none two different
 * examples.
 */
export function ridgeClassifier(
  { features, labels, sessions }: LabelledFeatures,
  { penalty, classes }: { readonly penalty: number; readonly classes: number },
): LinearClassifier {
  const n = labels.length;
  const width = features.length / n;
  if (!(n > 0 && Number.isInteger(width) && sessions.length === n)) {
    throw new RangeError(`${features.length} features do not fit ${n} labels`);
  }
  if (!(penalty > 0)) throw new RangeError(`the penalty must be above 0, not ${penalty}`);
  const groups = groupBy(sessions);
  if (groups.every((rows) => new Set(rows.map((i) => labels[i])).size < 2)) {
    throw new RangeError("no session shows two expressions: there is nothing to tell apart");
  }
  const means = groups.map((rows) => mean(features, rows, width));
  const centred = Float64Array.from(features);
  groups.forEach((rows, g) =>
    rows.forEach((i) => means[g].forEach((value, k) => centred[i * width + k] -= value))
  );
  if (centred.every((value) => value === 0)) {
    throw new RangeError(
      "the examples of each session are all alike: there is nothing to tell apart",
    );
  }
  const targets = oneHotCentred(labels, groups, classes);
  const weights = solveSymmetric(gram(centred, n, penalty), targets, { n });
  const kernel = new Float64Array(width * classes);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < classes; c++) {
      const weight = weights[i * classes + c];
      if (weight === 0) continue;
      for (let k = 0; k < width; k++) kernel[k * classes + c] += weight * centred[i * width + k];
    }
  }
  const centre = Float64Array.from(
    { length: width },
    (_, k) => means.reduce((sum, mean) => sum + mean[k], 0) / means.length,
  );
  const bias = Float32Array.from({ length: classes }, (_, c) => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum -= centre[k] * kernel[k * classes + c];
    return sum;
  });
  return { kernel: Float32Array.from(kernel), bias };
}

function groupBy(sessions: readonly (string | number)[]): number[][] {
  const groups = new Map<string | number, number[]>();
  sessions.forEach((session, i) => groups.set(session, [...groups.get(session) ?? [], i]));
  return [...groups.values()];
}

function mean(features: Float32Array, rows: readonly number[], width: number): Float64Array {
  const sum = new Float64Array(width);
  for (const i of rows) for (let k = 0; k < width; k++) sum[k] += features[i * width + k];
  return sum.map((value) => value / rows.length);
}

/** One-hot labels less the mean of their session: the targets of centred features. */
function oneHotCentred(
  labels: ArrayLike<number>,
  groups: readonly (readonly number[])[],
  classes: number,
): Float64Array {
  const targets = new Float64Array(labels.length * classes);
  for (const rows of groups) {
    for (const i of rows) {
      targets[i * classes + labels[i]] += 1;
      for (const j of rows) targets[j * classes + labels[i]] -= 1 / rows.length;
    }
  }
  return targets;
}

/** Products of all examples with one another, and the penalty on the diagonal. */
function gram(rows: Float64Array, n: number, penalty: number): Float64Array {
  const width = rows.length / n;
  const products = new Float64Array(n * n);
  let trace = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += rows[i * width + k] * rows[j * width + k];
      products[i * n + j] = products[j * n + i] = sum;
    }
    trace += products[i * n + i];
  }
  for (let i = 0; i < n; i++) products[i * n + i] += penalty * trace;
  return products;
}
