import { resolve } from "node:path";
import { ignoreMissing } from "#lib/core/ignore_missing.ts";
import {
  type Cell,
  type Notebook,
  readNotebook,
  writeNotebook,
} from "#lib/notebook/notebook_file.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { findNotebooks, type NotebookPath } from "./notebooks/find_notebooks.ts";
import { checkRendered } from "./render/check_rendered.ts";
import { fingerprint } from "./render/fingerprint.ts";
import { writeIndex, writeLibrary, writePage } from "./render/pages.ts";
import { runWithoutData } from "./render/run_without_data.ts";
import { slim } from "./render/slim.ts";
import { stamped, stampOf } from "./render/stamp.ts";
import type { Problem } from "./test/arrows.ts";

const HELP = `deno task render [--only 03]… [--check]

Runs the notebooks on synthetic faces (the short run), as in a fresh clone, and keeps what they show: in the notebooks
themselves, as GitHub shows them, and with live charts in docs/rendered. No real data is read, so
that nothing licensed can get into the repository. Notebooks that would show the same as before are
not run again.

  --only NAME   only notebooks whose name starts so; may be given again
  --check       run nothing; fail where outputs or pages are out of date
  --help        this text
`;

const OPTIONS = { only: { type: "string", multiple: true }, check: { type: "boolean" } } as const;

const ROOT = resolve(import.meta.dirname!, "..");
const PAGES = `${ROOT}/docs/rendered`;
/** Whole outputs of the last rendering; the committed ones are slim. */
const KEPT = `${ROOT}/out/rendered`;

await runCommand({ name: "render", help: HELP, options: OPTIONS, run });

async function run({ only = [], check }: Values<typeof OPTIONS>): Promise<number> {
  if (only.includes("")) throw new UsageError("--only needs the beginning of a notebook's name");
  if (check) return report(await checkRendered(only));
  await Deno.mkdir(PAGES, { recursive: true });
  await Deno.mkdir(KEPT, { recursive: true });
  for (const notebook of await findNotebooks(`${ROOT}/notebooks`, only)) {
    await renderOne(notebook);
    console.error(`rendered ${notebook.name}`);
  }
  await writeLibrary(PAGES);
  const all = await findNotebooks(`${ROOT}/notebooks`);
  const read = all.map(async ({ name, path }) => ({ name, notebook: await readNotebook(path) }));
  const rendered = (await Promise.all(read)).filter(({ notebook }) => stampOf(notebook));
  await writeIndex(PAGES, rendered);
  return report(await checkRendered(only));
}

async function renderOne({ name, path }: NotebookPath): Promise<void> {
  const source = await readNotebook(path);
  const kept = `${KEPT}/${name}.ipynb`;
  const known = await readNotebook(kept).catch(ignoreMissing);
  const current = known && stampOf(known)?.made_by === await fingerprint(path, source);
  // Text around the code may have changed, which needs no run.
  const whole = current ? withOutputs(source, known) : await runWithoutData({ name, path });
  await writeNotebook(kept, await stamped(path, whole));
  const committed = await stamped(path, slim(whole));
  await writeNotebook(path, committed);
  const page = { ...whole, metadata: committed.metadata };
  await writePage(PAGES, { name, folder: resolve(path, ".."), notebook: page });
}

/** The outputs of an earlier run of the same code under the cells as they are now. */
function withOutputs(source: Notebook, known: Notebook): Notebook {
  const shown = new Map(known.cells.map((cell) => [cell.id, cell]));
  const cells = source.cells.map((cell): Cell => {
    if (cell.cell_type !== "code") return cell;
    const { outputs = [], execution_count = null } = shown.get(cell.id) ?? {};
    return { ...cell, outputs, execution_count };
  });
  return { ...source, cells };
}

function report(problems: readonly Problem[]): number {
  for (const { where, what } of problems) console.error(`${where}: ${what}`);
  return problems.length ? 1 : 0;
}
