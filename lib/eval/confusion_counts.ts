/**
 * How often each class was taken for each other.
 *
 * @param predicted class numbers, as are `labels`
 * @returns `[true][predicted]` counts
 */
export function confusionCounts(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) counts[labels[i]][predicted[i]]++;
  return counts;
}
