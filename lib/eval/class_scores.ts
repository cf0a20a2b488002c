import { EMOTIONS } from "../core/emotions.ts";
import type { ClassScore } from "../core/results.ts";

/**
 * Precision, recall and F1 of each class from a confusion matrix.
 *
 * A class that no sample carries has no scores: `null`. A class that occurs but was never predicted
 * has recall and F1 of 0, and no precision.
 *
 * @param confusion `[true][predicted]` counts, in the order of `EMOTIONS`
 */
export function classScores(confusion: readonly (readonly number[])[]): ClassScore[] {
  return EMOTIONS.map((emotion, k) => {
    const hits = confusion[k][k];
    const support = confusion[k].reduce((sum, count) => sum + count, 0);
    const predicted = confusion.reduce((sum, row) => sum + row[k], 0);
    if (support === 0) return { emotion, precision: null, recall: null, f1: null, support };
    return {
      emotion,
      precision: predicted === 0 ? null : hits / predicted,
      recall: hits / support,
      f1: 2 * hits / (support + predicted),
      support,
    };
  });
}
