import { argMax } from "../core/arg_max.ts";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { Rng } from "../core/rng.ts";
import { type Dataset, pick } from "../data/dataset.ts";

/** Gives the probabilities of samples, `[n, 7]` row-major. */
export type Classifier<X extends Uint8Array | Float32Array> = (
  test: Dataset<X>,
) => Float32Array | Promise<Float32Array>;

/** Settings of {@link crossValidate}. */
export interface CrossValidateOptions<X extends Uint8Array | Float32Array> {
  readonly folds: number;
  /** Which people share a fold follows from it. */
  readonly seed: number | string;
  /** Makes a classifier from the samples of the other folds. */
  readonly learn: (train: Dataset<X>, fold: number) => Classifier<X> | Promise<Classifier<X>>;
  readonly onFold?: (done: number, folds: number) => void;
}

/** What cross-validation found. Accuracies in [0, 1]. */
export interface CrossValidation {
  /** Share of all samples, each judged by a classifier that never saw its person. */
  readonly accuracy: number;
  /** `[folds]`. */
  readonly foldAccuracies: readonly number[];
  /** Standard deviation over folds. */
  readonly foldSpread: number;
  /** The accuracy of each person (or session), in the order of their numbers. */
  readonly personAccuracies: readonly number[];
  /** Standard deviation over people: how differently people fare. */
  readonly personSpread: number;
  /** `[n, 7]` in the order of the data set. */
  readonly probabilities: Float32Array;
  /** Seconds to learn, all folds together. */
  readonly learnSeconds: number;
  /** Seconds to classify, all samples together. */
  readonly classifySeconds: number;
}

/**
 * Cross-validation in which a person is never on both sides: whole groups are dealt into folds, and
 * each fold is judged by what was learned from the others.
 *
 * @throws {RangeError} for a data set without groups, or with fewer groups than folds.
 */
export async function crossValidate<X extends Uint8Array | Float32Array>(
  dataset: Dataset<X>,
  { folds, seed, learn, onFold = () => {} }: CrossValidateOptions<X>,
): Promise<CrossValidation> {
  const foldOf = dealPeople(dataset, folds, seed);
  const n = dataset.y.length;
  const probabilities = new Float32Array(n * EMOTION_COUNT);
  let [learnSeconds, classifySeconds] = [0, 0];
  for (let fold = 0; fold < folds; fold++) {
    const inside = [...foldOf.keys()].filter((i) => foldOf[i] === fold);
    const outside = [...foldOf.keys()].filter((i) => foldOf[i] !== fold);
    const start = performance.now();
    const classify = await learn(pick(dataset, outside), fold);
    const learned = performance.now();
    const found = await classify(pick(dataset, inside));
    classifySeconds += (performance.now() - learned) / 1000;
    learnSeconds += (learned - start) / 1000;
    inside.forEach((i, k) =>
      probabilities.set(
        found.subarray(k * EMOTION_COUNT, (k + 1) * EMOTION_COUNT),
        i * EMOTION_COUNT,
      )
    );
    onFold(fold + 1, folds);
  }
  const right = Array.from(
    dataset.y,
    (label, i) => argMax(probabilities, i * EMOTION_COUNT, EMOTION_COUNT) === label ? 1 : 0,
  );
  const foldAccuracies = shares(right, foldOf);
  const personAccuracies = shares(right, Array.from(dataset.group!));
  return {
    accuracy: right.reduce<number>((a, b) => a + b, 0) / n,
    foldAccuracies,
    foldSpread: deviation(foldAccuracies),
    personAccuracies,
    personSpread: deviation(personAccuracies),
    probabilities,
    learnSeconds,
    classifySeconds,
  };
}

/** The fold of each sample: people in random order, dealt like cards. */
function dealPeople({ group, name }: Dataset, folds: number, seed: number | string): number[] {
  if (!group) {
    throw new RangeError(`${name}: it is not known who is who, so people cannot be split`);
  }
  const people = [...new Set(group)].sort((a, b) => a - b);
  if (!(folds >= 2 && folds <= people.length)) {
    throw new RangeError(
      `${people.length} people cannot be dealt into ${folds} folds of at least one`,
    );
  }
  const order = new Rng(seed).split("folds").permutation(people.length);
  const foldOf = new Map(people.map((person, k) => [person, order[k] % folds]));
  return Array.from(group, (person) => foldOf.get(person)!);
}

/** The mean of `right` for each number in `keys`, by rising number. */
function shares(right: readonly number[], keys: readonly number[]): number[] {
  const sums = new Map<number, [right: number, all: number]>();
  keys.forEach((key, i) => {
    const [sum, all] = sums.get(key) ?? [0, 0];
    sums.set(key, [sum + right[i], all + 1]);
  });
  return [...sums].sort(([a], [b]) => a - b).map(([, [sum, all]]) => sum / all);
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1));
}
