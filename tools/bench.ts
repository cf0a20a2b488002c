import { parseArgs } from "node:util";
import { sgemmPeak } from "../bench/engine/sgemm_peak.ts";
import { type Absence, type Bench, type BenchRow, runBench } from "../bench/harness.ts";
import { type Machine, machine, machineLine } from "./cli/machine.ts";

const HELP = `deno task bench [--only WORK]… [--repetitions N] [--json] [--save]

Times the works side by side, in turns, with every system that is installed.

  --only WORK       only this work (may be given more than once)
  --repetitions N   instead of each bench's own number
  --json            print the result as JSON
  --save            also write it to bench/results/DATE-WORK….json
  --list            print the works and end

Keras, PyTorch, NumPy and pandas take part when MIEN_PYTHON names a Python that has them.`;

/** Everything one call of `deno task bench` found. */
interface Report {
  readonly machine: Machine;
  readonly date: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly BenchRow[];
  readonly absent: readonly Absence[];
}

const folder = new URL("../bench/", import.meta.url);

/** All benches: the files in `bench/` that export one. */
async function findBenches(): Promise<Bench[]> {
  const names = [...Deno.readDirSync(folder)].map((entry) => entry.name).filter((name) =>
    name.endsWith(".ts")
  );
  const modules = await Promise.all(
    names.sort().map((name) => import(new URL(name, folder).href) as Promise<{ bench?: Bench }>),
  );
  return modules.flatMap(({ bench }) => bench ? [bench] : []);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      only: { type: "string", multiple: true },
      repetitions: { type: "string" },
      json: { type: "boolean" },
      save: { type: "boolean" },
      list: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(HELP);
  const all = await findBenches();
  if (values.list) return console.log(all.map((b) => `${b.work}: ${b.description}`).join("\n"));
  const unknown = values.only?.find((work) => !all.some((b) => b.work === work));
  if (unknown) {
    throw new RangeError(`no work "${unknown}": there are ${all.map((b) => b.work).join(", ")}`);
  }
  const rows: BenchRow[] = [];
  const absent: Absence[] = [];
  for (const bench of all.filter((b) => values.only?.includes(b.work) ?? true)) {
    const repetitions = Number(values.repetitions ?? bench.repetitions);
    if (!(repetitions >= 1)) throw new RangeError("--repetitions needs a number of at least 1");
    const result = await runBench(
      { ...bench, repetitions },
      (system, k) => console.error(`${bench.work}: ${system}, ${k + 1} of ${repetitions}`),
    );
    rows.push(...await withPeaks(result.rows));
    absent.push(...result.absent);
  }
  const report: Report = { machine: machine(), date: today(), versions: versions(), rows, absent };
  if (values.save) save(report);
  console.log(values.json ? JSON.stringify(report, null, 2) : table(report));
}

/** Rows that tell operations a second also tell their part of the machine's peak. */
async function withPeaks(rows: readonly BenchRow[]): Promise<BenchRow[]> {
  const counts = new Set(rows.filter((row) => row.gigaflops).map((row) => row.threads));
  const peaks = new Map<number, number | null>();
  for (const threads of counts) peaks.set(threads, await sgemmPeak(threads));
  return rows.map((row) => {
    const peak = peaks.get(row.threads);
    return row.gigaflops && peak ? { ...row, peakFraction: row.gigaflops / peak } : row;
  });
}

const today = () => new Date().toISOString().slice(0, 10);

/** Versions of what took part: Deno, the pinned npm packages and, where named, the Python ones. */
function versions(): Record<string, string> {
  const config = JSON.parse(Deno.readTextFileSync(new URL("../deno.json", import.meta.url)));
  const pinned = (name: string) => config.imports[name].split("@").at(-1);
  const found: Record<string, string> = {
    deno: Deno.version.deno,
    "@tensorflow/tfjs": pinned("@tensorflow/tfjs"),
    "onnxruntime-node": pinned("onnxruntime-node"),
  };
  const python = Deno.env.get("MIEN_PYTHON");
  if (python) Object.assign(found, pythonVersions(python));
  return found;
}

function pythonVersions(python: string): Record<string, string> {
  const script = `import json, importlib.metadata as m
names = ["keras", "tensorflow", "tensorflow-cpu", "torch", "numpy", "pandas"]
found = {d.metadata["Name"].replace("_", "-"): d.version for d in m.distributions()}
print(json.dumps({name: found[name] for name in names if name in found}))`;
  const { stdout } = new Deno.Command(python, { args: ["-c", script] }).outputSync();
  return JSON.parse(new TextDecoder().decode(stdout));
}

function save(report: Report): void {
  const works = [...new Set(report.rows.map((row) => row.work))].join("-");
  const results = new URL("results/", folder);
  Deno.mkdirSync(results, { recursive: true });
  const path = new URL(`${report.date}-${works}.json`, results);
  Deno.writeTextFileSync(path, JSON.stringify(report, rounded, 2) + "\n");
  console.error(`written: bench/results/${report.date}-${works}.json`);
}

/** Six digits are more than any of the times is worth. */
const rounded = (_: string, value: unknown) =>
  typeof value === "number" ? Number(value.toPrecision(6)) : value;

function table({ machine, rows, absent }: Report): string {
  const lines = rows.map((row) =>
    [
      row.work.padEnd(16),
      row.system.padEnd(12),
      `${row.threads} thr`.padEnd(6),
      `min ${format(row.seconds.min)}`.padEnd(14),
      `median ${format(row.seconds.median)}`.padEnd(17),
      `${row.ratioToBest.toFixed(2)}x`,
      row.gigaflops ? `${row.gigaflops.toFixed(0)} GFLOP/s` : "",
      row.peakFraction ? `${(row.peakFraction * 100).toFixed(0)}% of SGEMM peak` : "",
      row.peakMiB ? `${row.peakMiB} MiB` : "",
    ].filter(Boolean).join("  ")
  );
  const missing = absent.map((a) => `${a.work}: ${a.system} did not take part: ${a.missing}`);
  return [machineLine(machine), ...lines, ...missing].join("\n");
}

const format = (seconds: number) =>
  seconds < 1 ? `${(seconds * 1000).toPrecision(3)} ms` : `${seconds.toPrecision(3)} s`;

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    console.error(`bench: ${error instanceof Error ? error.message : error}`);
    Deno.exit(1);
  }
  Deno.exit(0);
}
