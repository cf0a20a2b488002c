import { statIfThere } from "#lib/core/stat_if_there.ts";
import { type BenchFile, newestRows } from "./readme/bench_files.ts";
import { benchTables } from "./readme/bench_tables.ts";
import { EPOCH_CHART, epochChart } from "./readme/epoch_chart.ts";
import { lossCurvePart } from "./readme/loss_curve.ts";
import { measuredBlock, type NamedEvaluation, type PeersFile } from "./readme/measured.ts";
import { type PeopleFile, peopleSentence, peopleTable } from "./readme/people.ts";
import { withMeasuredPart } from "./readme/measured_part.ts";

const HELP = `deno task readme [--check]

Writes the README's block of measured results, its chart of seconds per epoch, and the tables of
docs/benchmarks.md, from the committed files in bench/results, bench/people and
models/*/evaluation.json.

  --check   change nothing; fail when one of them is out of date`;

const root = new URL("../", import.meta.url);

/** A page as the committed result files say it should be, and as it is. */
export interface PageTexts {
  readonly path: string;
  readonly wanted: string;
  readonly found: string;
}

/** The README and the page of benchmarks. */
export async function measuredPages(): Promise<PageTexts[]> {
  const [benches, people] = [readBenches(), readPeople()];
  const parts = {
    "README.md": measuredBlock({
      evaluations: readEvaluations(),
      benches,
      peers: readPeers(),
      people,
    }),
    "docs/benchmarks.md": [
      "## One model per person",
      ...people.flatMap((file) => [peopleSentence(file), peopleTable(file)]),
      ...lossCurve(),
      "## Speed",
      ...benchTables(benches),
    ].join("\n\n"),
  };
  return await Promise.all(
    Object.entries(parts).map(async ([path, part]) => {
      const found = await Deno.readTextFile(new URL(path, root));
      return { path, wanted: await withMeasuredPart(found, part, path), found };
    }),
  );
}

/** The chart of seconds per epoch as the committed result files say it should be, and as it is. */
export function chartTexts(): { wanted: string | null; found: string | null } {
  const path = new URL(EPOCH_CHART, root);
  const found = statIfThere(path) ? Deno.readTextFileSync(path) : null;
  return { wanted: epochChart(newestRows(readBenches())), found };
}

function readBenches(): BenchFile[] {
  const folder = new URL("bench/results/", root);
  return names(folder).filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(Deno.readTextFileSync(new URL(name, folder))));
}

/** The newest comparison with other projects' models. */
function readPeers(): PeersFile | undefined {
  const folder = new URL("bench/results/peers/", root);
  const newest = names(folder).at(-1);
  return newest && JSON.parse(Deno.readTextFileSync(new URL(newest, folder)));
}

function lossCurve(): string[] {
  const path = new URL("bench/results/engine/loss_curve.json", root);
  if (!statIfThere(path)) return [];
  return ["## Learning as Keras does", ...lossCurvePart(JSON.parse(Deno.readTextFileSync(path)))];
}

function readPeople(): PeopleFile[] {
  const folder = new URL("bench/people/", root);
  return names(folder).map((name) => JSON.parse(Deno.readTextFileSync(new URL(name, folder))));
}

function readEvaluations(): NamedEvaluation[] {
  const folder = new URL("models/", root);
  return names(folder).flatMap((model) => {
    const path = new URL(`${model}/evaluation.json`, folder);
    return statIfThere(path) ? [{ model, report: JSON.parse(Deno.readTextFileSync(path)) }] : [];
  });
}

const names = (folder: URL) =>
  statIfThere(folder) ? [...Deno.readDirSync(folder)].map(({ name }) => name).sort() : [];

if (import.meta.main) {
  if (Deno.args.includes("--help")) {
    console.log(HELP);
    Deno.exit(0);
  }
  const pages = await measuredPages();
  const chart = chartTexts();
  const old = [...pages, { path: EPOCH_CHART, ...chart }]
    .filter(({ wanted, found }) => wanted !== found)
    .map(({ path }) => path);
  if (Deno.args.includes("--check") && old.length) {
    console.error(`readme: out of date: ${old.join(", ")}; run deno task readme`);
    Deno.exit(1);
  }
  if (chart.wanted !== null) Deno.writeTextFileSync(new URL(EPOCH_CHART, root), chart.wanted);
  for (const { path, wanted } of pages) await Deno.writeTextFile(new URL(path, root), wanted);
}
