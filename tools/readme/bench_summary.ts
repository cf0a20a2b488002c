import type { BenchRow } from "../../bench/harness.ts";
import { type BenchFile, newestRows, time } from "./bench_files.ts";
import { markdownTable } from "./markdown_table.ts";

/** What the works are, for the README; a work that is not here stands in docs/benchmarks.md alone. */
const WORKS: Readonly<Record<string, string>> = {
  model_1: "a training step of model_1, 256 images",
  vgg: "a training step of a VGG, 128 images",
  cnn_3d: "a training step of a 3-D CNN, 32 grids of 24³",
  predict_latency: "model_1 asked for one image",
  predict_throughput: "model_1 asked for 256 images",
  predict_latency_vgg: "the VGG asked for one image",
  predict_throughput_vgg: "the VGG asked for 256 images",
  read_fer2013: "reading FER2013 from `.csv.gz`",
  augment: "varying a batch of images",
  keras_load: "loading an `.h5` of Keras",
  keras_save: "saving one",
  voxelize: "counting points into voxels",
};

/**
 * A table of a row for each work: this project, the fastest of all others, and their ratio, each at
 * its best number of threads.
 */
export function benchSummary(benches: readonly BenchFile[]): string[] {
  const rows = newestRows(benches);
  const lines = Object.entries(WORKS).flatMap(([work, words]) => {
    const of = rows.filter((row) => row.work === work);
    const own = fastest(of.filter(isOwn));
    const other = fastest(of.filter((row) => !isOwn(row)));
    if (!own || !other) return [];
    const ratio = other.seconds.median / own.seconds.median;
    return [[
      words,
      time(own.seconds.median),
      `${time(other.seconds.median)} (${other.system})`,
      `${ratio.toFixed(2)}×`,
    ]];
  });
  if (!lines.length) return [];
  return [
    "Time taken, medians, systems in turns within one run; a ratio above 1 means that this project is " +
    "faster. All systems, threads, machines and dates: [docs/benchmarks.md](docs/benchmarks.md).",
    markdownTable(["Work", "Mien", "Fastest of the others", "Ratio"], lines),
  ];
}

const isOwn = ({ system }: BenchRow) => system === "engine" || system.startsWith("mien");

function fastest(rows: readonly BenchRow[]): BenchRow | undefined {
  return rows.toSorted((a, b) => a.seconds.median - b.seconds.median)[0];
}
