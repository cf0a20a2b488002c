import { percent, percentInterval } from "../core/format.ts";
import type { EvaluationReport } from "../core/results.ts";

/** A model's figures as people read them; the keys are the columns. */
export type ComparisonRow = Readonly<
  Record<"model" | "accuracy" | "95% interval" | "leak-free rows" | "macro-F1" | "loss", string>
>;

/**
 * Reports on several models as the rows of a table, in their order.
 *
 * @example
 * ```ts
 * import { comparisonRows } from "#lib/eval/comparison_rows.ts";
 * import { report } from "#lib/eval/report.ts";
 * const sure = report([1, 0, 0, 0, 0, 0, 0], [0], { data: "one image", synthetic: true });
 * console.table(comparisonRows([{ ...sure, name: "a lucky guess" }]));
 * ```
 */
export function comparisonRows(
  reports: readonly (EvaluationReport & { readonly name: string })[],
): ComparisonRow[] {
  return reports.map(({ name, accuracy, interval, leakFree, macroF1, loss }) => ({
    model: name,
    accuracy: percent(accuracy),
    "95% interval": percentInterval(interval),
    "leak-free rows": percent(leakFree?.accuracy ?? null),
    "macro-F1": macroF1.toFixed(3),
    loss: loss.toFixed(3),
  }));
}
