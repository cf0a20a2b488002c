import { count, percent } from "#lib/core/format.ts";
import type { BenchRow } from "../../bench/harness.ts";
import { type BenchFile, newestFiles, time } from "./bench_files.ts";
import { markdownTable } from "./markdown_table.ts";

/** A system so far behind is timed on a fraction of the work: its figure is no more than a bound. */
const FAR_BEHIND = 100;

/** Every row of each work's newest result: machine and date, and a table of all systems. */
export function benchTables(benches: readonly BenchFile[]): string[] {
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
