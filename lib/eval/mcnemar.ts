/** Two models on the same samples. */
export interface PairedComparison {
  /** Samples that only the first got right. */
  readonly onlyFirst: number;
  /** Samples that only the second got right. */
  readonly onlySecond: number;
  /** How likely so large a difference, either way, is by chance; exact, two-sided. */
  readonly p: number;
}

/**
 * Compares two models on the same samples by McNemar's exact test (1947): only samples on which they
 * disagree count, and by chance each would win half of these.
 *
 * @param first predicted class numbers, as `second` and `labels`
 */
export function mcnemar(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  labels: ArrayLike<number>,
): PairedComparison {
  if (first.length !== labels.length || second.length !== labels.length) {
    throw new RangeError(
      `${first.length} and ${second.length} predictions do not fit ${labels.length} labels`,
    );
  }
  let [onlyFirst, onlySecond] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    const [a, b] = [first[i] === labels[i], second[i] === labels[i]];
    onlyFirst += Number(a && !b);
    onlySecond += Number(b && !a);
  }
  const n = onlyFirst + onlySecond;
  // P(X <= k) of the binomial distribution with n tosses of a fair coin, summed in logarithms.
  let logTerm = -n * Math.LN2;
  let tail = 0;
  for (let k = 0; k <= Math.min(onlyFirst, onlySecond); k++) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(n - k) - Math.log(k + 1);
  }
  return { onlyFirst, onlySecond, p: Math.min(1, 2 * tail) };
}
