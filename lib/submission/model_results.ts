import { count, percent, percentInterval } from "../core/format.ts";
import type { EvaluationReport } from "../core/results.ts";
import { accuracyComparison } from "../plots/accuracy_comparison.ts";
import type { Chart } from "../plots/chart.ts";

/** A model that is handed in, and what it came to on its test data. */
export interface ModelResult {
  readonly name: string;
  /** `null` where nobody has judged it yet. */
  readonly evaluation: EvaluationReport | null;
}

/** The results as rows of a table, one model a row. */
export function resultRows(results: readonly ModelResult[]): Record<string, string>[] {
  return results.map(({ name, evaluation }) => ({
    model: name,
    "judged on": evaluation?.data ?? "not judged yet",
    samples: evaluation ? count(evaluation.n) : "–",
    accuracy: percent(evaluation?.accuracy ?? null),
    "95% interval": evaluation ? percentInterval(evaluation.interval) : "–",
    loss: evaluation ? evaluation.loss.toFixed(3) : "–",
    "macro-F1": evaluation ? evaluation.macroF1.toFixed(3) : "–",
  }));
}

/**
 * The accuracies of all models that were judged, with their intervals.
 *
 * @throws {RangeError} when none was.
 */
export function resultsChart(results: readonly ModelResult[]): Chart {
  const judged = results.flatMap(({ name, evaluation }) =>
    evaluation ? [{ name, evaluation }] : []
  );
  const synthetic = judged.some(({ evaluation }) => evaluation.synthetic);
  return accuracyComparison(
    judged.map(({ name, evaluation }) => ({ ...evaluation, name: `${name}, ${evaluation.data}` })),
    {
      source: {
        name: `each on its own test data${synthetic ? "; synthetic faces where it says so" : ""}`,
        synthetic,
      },
      title: "All models",
    },
  );
}
