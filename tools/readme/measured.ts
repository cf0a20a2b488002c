import { bytes, count, percent, percentInterval } from "#lib/core/format.ts";
import type { EvaluationReport } from "#lib/core/results.ts";
import type { BenchRow } from "../../bench/harness.ts";
import type { PersonalSummary } from "../cli/summarise_people.ts";
import type { PeerRow } from "../peers/peer_row.ts";
import { epochChart } from "./epoch_chart.ts";
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

/** A committed result of `deno task peers`: `bench/results/peers/<date>.json`. */
export interface PeersFile {
  readonly machine: { readonly cpu: string; readonly cores: number };
  readonly date: string;
  readonly data: string;
  readonly rows: readonly PeerRow[];
}

/** A committed result of `deno task personal --out`: `bench/people/<data>.json`. */
export interface PeopleFile extends PersonalSummary {
  readonly data: string;
  readonly model: string;
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
    ...people.flatMap(peopleTable),
    ...peers ? peersTable(peers) : [],
    ...epochChart(newestRows(benches)) === null ? [] : [
      `![Seconds per epoch of model_1 and a VGG](${EPOCH_CHART})`,
    ],
    ...benchTables(benches),
  ].filter(Boolean).join("\n\n");
}

function peopleTable(
  { data, model, n, people, gain, interval, parts, ...all }: PeopleFile,
): string[] {
  const points = (share: number) => (share * 100).toFixed(1);
  const over = interval ? ` (95% over people: ${interval.map(points).join(" to ")})` : "";
  return [
    `One model per person, on ${data}: ${
      count(n)
    } photos of ${people.length} people, each pose asked ` +
    `by a model that learned from the other poses. Gain ${
      points(gain)
    } points${over}. The photos of ` +
    `a pose are judged together; that alone takes ${model} to ${
      percent(parts.baseTogether)
    }, and the ` +
    `personal model without it has ${percent(parts.personalAlone)}.`,
    markdownTable(
      ["Person", "Photos", model, "Personal (exact 95% interval)"],
      [
        ...people.map(({ person, n, base, personal, interval }) => [
          person,
          `${n}`,
          percent(base),
          `${percent(personal)} (${percentInterval(interval)})`,
        ]),
        ["all", `${n}`, percent(all.base), percent(all.personal)],
      ],
    ),
  ];
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

/** A system so far behind is timed on a fraction of the work: its figure is no more than a bound. */
const FAR_BEHIND = 100;

/** Where `deno task readme` draws {@link epochChart}, seen from the README. */
export const EPOCH_CHART = "docs/pictures/seconds_per_epoch.svg";

/** The rows of each work's newest result. */
export function newestRows(benches: readonly BenchFile[]): BenchRow[] {
  const newest = newestFiles(benches);
  return benches.flatMap((file) => file.rows.filter(({ work }) => newest.get(work) === file));
}

function newestFiles(benches: readonly BenchFile[]): Map<string, BenchFile> {
  return new Map(benches.flatMap((file) => file.rows.map(({ work }) => [work, file] as const)));
}

function benchTables(benches: readonly BenchFile[]): string[] {
  const newest = newestFiles(benches);
  const files = [...new Set(newest.values())];
  return files.flatMap((file) => {
    const all = file.rows.filter(({ work }) => newest.get(work) === file);
    const rows = all.filter(({ ratioToBest }) => ratioToBest <= FAR_BEHIND);
    const left = [...new Set(all.filter((row) => !rows.includes(row)).map((row) => row.system))];
    const note = left.length
      ? ` Left out, over ${FAR_BEHIND} times slower than the fastest: ${left.join(", ")}.`
      : "";
    const { cpu, cores, os } = file.machine;
    const counted = rows.some(({ gigaflops }) => gigaflops !== undefined);
    return [
      `${cpu}, ${cores} cores, ${os}, ${file.date}; systems in turns within one run.${note}`,
      markdownTable(
        [
          ...["Work", "System", "Threads", "Median", "Min", "To the fastest"],
          ...counted ? ["GFLOP/s", "Of SGEMM peak", "Peak memory"] : [],
        ],
        rows.map((row) => [
          row.work,
          row.system,
          `${row.threads}`,
          time(row.seconds.median),
          time(row.seconds.min),
          `${row.ratioToBest.toFixed(2)}×`,
          ...counted ? countedCells(row) : [],
        ]),
      ),
    ];
  });
}

function countedCells({ gigaflops, peakFraction, peakMiB }: BenchRow): string[] {
  return [
    gigaflops?.toFixed(0) ?? "",
    peakFraction === undefined ? "" : percent(peakFraction),
    peakMiB === undefined ? "" : `${count(peakMiB)} MiB`,
  ];
}

const time = (seconds: number) =>
  seconds < 1 ? `${(seconds * 1000).toPrecision(3)} ms` : `${seconds.toPrecision(3)} s`;
