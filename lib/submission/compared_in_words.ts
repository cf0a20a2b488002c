import { percent } from "../core/format.ts";
import type { EvaluationReport } from "../core/results.ts";
import type { ModelResult } from "./model_results.ts";

/**
 * What the intervals of accuracies say: for every pair of models judged on the same data, whether
 * the test can tell them apart. Markdown.
 */
export function comparedInWords(results: readonly ModelResult[]): string {
  const judged = results.flatMap(({ name, evaluation }) =>
    evaluation ? [{ name, evaluation }] : []
  );
  const pairs = judged.flatMap((a, i) => judged.slice(i + 1).map((b) => [a, b] as const))
    .filter(([a, b]) =>
      a.evaluation.data === b.evaluation.data && a.evaluation.n === b.evaluation.n
    );
  if (pairs.length === 0) return "No two models were judged on the same data.";
  return pairs.map(([a, b]) => `- ${sentence(a, b)}`).join("\n");
}

interface Judged {
  readonly name: string;
  readonly evaluation: EvaluationReport;
}

function sentence(a: Judged, b: Judged): string {
  const [worse, better] = a.evaluation.accuracy < b.evaluation.accuracy ? [a, b] : [b, a];
  const gap = better.evaluation.accuracy - worse.evaluation.accuracy;
  const apart = better.evaluation.interval[0] > worse.evaluation.interval[1];
  const where = `on ${better.evaluation.data}`;
  return apart
    ? `**${better.name}** is better than ${worse.name} ${where} by ${points(gap)}, and the ` +
      "intervals lie apart."
    : `${better.name} and ${worse.name} differ by ${points(gap)} ${where}, less than this test ` +
      "can tell from chance.";
}

function points(gap: number): string {
  return `${percent(gap).slice(0, -1)} points`;
}
