import { statIfThere } from "#lib/core/stat_if_there.ts";
import {
  type BenchFile,
  EPOCH_CHART,
  measuredBlock,
  type NamedEvaluation,
  newestRows,
  type PeersFile,
  type PeopleFile,
} from "./readme/measured.ts";
import { epochChart } from "./readme/epoch_chart.ts";
import { withMeasuredPart } from "./readme/measured_part.ts";

const HELP = `deno task readme [--check]

Writes the README's block of measured results, and its chart of seconds per epoch, from the committed files in bench/results and
models/*/evaluation.json, bench/people.

  --check   change nothing; fail when the README is out of date`;

const root = new URL("../", import.meta.url);

/** The README as the committed result files say it should be, and as it is. */
export async function readmeTexts(): Promise<{ wanted: string; found: string }> {
  const path = new URL("README.md", root);
  const found = await Deno.readTextFile(path);
  const block = measuredBlock({
    evaluations: readEvaluations(),
    benches: readBenches(),
    peers: readPeers(),
    people: readPeople(),
  });
  return { wanted: await withMeasuredPart(found, block, "README.md"), found };
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
  const { wanted, found } = await readmeTexts();
  const chart = chartTexts();
  if (Deno.args.includes("--check") && (wanted !== found || chart.wanted !== chart.found)) {
    console.error("readme: README.md or its chart is out of date; run deno task readme");
    Deno.exit(1);
  }
  if (chart.wanted !== null) Deno.writeTextFileSync(new URL(EPOCH_CHART, root), chart.wanted);
  await Deno.writeTextFile(new URL("README.md", root), wanted);
}
