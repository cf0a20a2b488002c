import { count, percent, percentInterval } from "#lib/core/format.ts";
import type { EvaluationReport } from "#lib/core/results.ts";
import type { BenchRow } from "../../bench/harness.ts";
import { markdownTable } from "./markdown_table.ts";

/** A committed result of `deno task bench`, as far as the README shows it. */
export interface BenchFile {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly os: string };
  readonly date: string;
  readonly rows: readonly BenchRow[];
}

/** A committed evaluation: `models/<model>/evaluation.json`. */
export interface NamedEvaluation {
  readonly model: string;
  readonly report: EvaluationReport;
}

/**
 * The README's block of results: Markdown tables made from committed result files alone.
 *
 * @param benches oldest first: of two files with the same work, the newer counts.
 */
export function measuredBlock(
  evaluations: readonly NamedEvaluation[],
  benches: readonly BenchFile[],
): string {
  return [evaluationTable(evaluations), ...benchTables(benches)].filter(Boolean).join("\n\n");
}

function evaluationTable(evaluations: readonly NamedEvaluation[]): string {
  if (!evaluations.length) return "";
  return markdownTable(
    [
      "Model",
      "Judged on",
      "Images",
      "Accuracy (95% interval)",
      "Leak-free rows",
      "Macro-F1",
      "Loss",
    ],
    evaluations.map(({ model, report }) => [
      model,
      report.data,
      count(report.n),
      `${percent(report.accuracy)} (${percentInterval(report.interval)})`,
      percent(report.leakFree?.accuracy ?? null),
      report.macroF1.toFixed(3),
      report.loss.toFixed(3),
    ]),
  );
}

/** A system so far behind is timed on a fraction of the work: its figure is no more than a bound. */
const FAR_BEHIND = 100;

function benchTables(benches: readonly BenchFile[]): string[] {
  const newest = new Map<string, BenchFile>();
  for (const bench of benches) {
    for (const { work } of bench.rows) newest.set(work, bench);
  }
  const files = [...new Set(newest.values())];
  return files.flatMap((file) => {
    const all = file.rows.filter(({ work }) => newest.get(work) === file);
    const rows = all.filter(({ ratioToBest }) => ratioToBest <= FAR_BEHIND);
    const left = [...new Set(all.filter((row) => !rows.includes(row)).map((row) => row.system))];
    const note = left.length
      ? ` Left out, over ${FAR_BEHIND} times slower than the fastest: ${left.join(", ")}.`
      : "";
    const { cpu, cores, os } = file.machine;
    return [
      `${cpu}, ${cores} cores, ${os}, ${file.date}; systems in turns within one run.${note}`,
      markdownTable(
        ["Work", "System", "Threads", "Median", "Min", "To the fastest"],
        rows.map((row) => [
          row.work,
          row.system,
          `${row.threads}`,
          time(row.seconds.median),
          time(row.seconds.min),
          `${row.ratioToBest.toFixed(2)}×`,
        ]),
      ),
    ];
  });
}

const time = (seconds: number) =>
  seconds < 1 ? `${(seconds * 1000).toPrecision(3)} ms` : `${seconds.toPrecision(3)} s`;
