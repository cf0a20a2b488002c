import { bytes, count, percent, percentInterval } from "#lib/core/format.ts";
import type { EvaluationReport } from "#lib/core/results.ts";
import type { PeerRow } from "../peers/peer_row.ts";
import { type BenchFile, newestRows, time } from "./bench_files.ts";
import { benchSummary } from "./bench_summary.ts";
import { EPOCH_CHART, epochChart } from "./epoch_chart.ts";
import { type PeopleFile, peopleSentence } from "./people.ts";
import { markdownTable } from "./markdown_table.ts";

/** A committed evaluation: `models/<model>/evaluation.json`. */
export interface NamedEvaluation {
  readonly model: string;
  readonly report: EvaluationReport;
}

/** A committed result of `deno task peers`: `bench/results/peers/<date>.json`. */
export interface PeersFile {
  readonly machine: { readonly cpu: string; readonly cores: number };
  readonly date: string;
  readonly data: string;
  readonly rows: readonly PeerRow[];
}

/** What {@link measuredBlock} makes tables of. */
export interface Measured {
  readonly evaluations?: readonly NamedEvaluation[];
  /** Oldest first: of two files with the same work, the newer counts. */
  readonly benches?: readonly BenchFile[];
  readonly peers?: PeersFile;
  readonly people?: readonly PeopleFile[];
}

/** The README's block of results: Markdown tables made from committed result files alone. */
export function measuredBlock(
  { evaluations = [], benches = [], peers, people = [] }: Measured,
): string {
  return [
    evaluationTable(evaluations),
    ...people.map(peopleSentence),
    ...peers ? peersTable(peers) : [],
    ...epochChart(newestRows(benches)) === null ? [] : [
      `![Seconds per epoch of model_1 and a VGG](${EPOCH_CHART})`,
    ],
    ...benchSummary(benches),
  ].filter(Boolean).join("\n\n");
}

function peersTable({ machine, date, data, rows }: PeersFile): string[] {
  const milliseconds = (latency?: { median: number }) => latency ? time(latency.median) : "–";
  return [
    `Beside ready-made models, on ${data} (${count(rows[0].report.n)} images, one view each); ` +
    `latency of one image, median, on TensorFlow.js's wasm backend and on the engine, ` +
    `${machine.cpu}, ${machine.cores} cores, ${date}.`,
    markdownTable(
      ["Model", "Accuracy (95% interval)", "Leak-free rows", "File", "Latency, wasm", "Engine"],
      rows.map(({ name, origin, report, bytes: size, latency }) => [
        name.startsWith("Mien") ? name.slice("Mien ".length) : `${name} (${origin.split(",")[0]})`,
        `${percent(report.accuracy)} (${percentInterval(report.interval)})`,
        percent(report.leakFree?.accuracy ?? null),
        bytes(size),
        milliseconds(latency.wasm),
        milliseconds(latency.engine),
      ]),
    ),
  ];
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
