import { ignoreMissing } from "../core/ignore_missing.ts";
import { type Notebook, readNotebook } from "../notebook/notebook_file.ts";
import { type ExecutedNotebook, runState, showsSyntheticFaces } from "./executed_notebook.ts";
import type { Finding } from "./finding.ts";

/** The notebooks of the write-up, in its order. The sixth makes the write-up. */
const CHAPTERS = ["01_facs", "02_setup", "03_images", "04_personal", "05_depth"];

/** It shows a computed face whatever data there is. */
const ALWAYS = "01_facs";

/** Notebooks with their outputs, and what there is to say about them. */
export interface FoundNotebooks {
  readonly notebooks: readonly ExecutedNotebook[];
  readonly findings: readonly Finding[];
}

/**
 * The executed notebooks of a project. Each may lie in two places: `out/`, where
 * `deno task notebooks` leaves it, and `notebooks/`, where JupyterLab saves it; of those that were run,
 * the one that was saved last counts.
 *
 * @param root the project's folder.
 */
export async function executedNotebooks(root: string): Promise<FoundNotebooks> {
  const notebooks: ExecutedNotebook[] = [];
  const findings: Finding[] = [];
  for (const name of CHAPTERS) {
    const copies = await newestFirst([
      `${root}/out/${name}.ipynb`,
      `${root}/notebooks/${name}.ipynb`,
    ]);
    const notebook = copies.find((copy) => runState(copy) !== "not run") ?? copies[0];
    if (!notebook) {
      findings.push({ part: "write-up", state: "missing", text: `there is no notebook ${name}` });
      continue;
    }
    notebooks.push({ name, notebook });
    if (notebook !== copies[0]) {
      const text = `notebook ${name} may have changed since it was run`;
      findings.push({ part: "write-up", state: "note", text });
    }
    const state = runState(notebook);
    if (state !== "run") {
      const again = `deno task notebooks --only ${name.slice(0, 2)}`;
      findings.push({
        part: "write-up",
        state: state === "failed" ? "wrong" : "missing",
        text: `notebook ${name} ${SAID[state]}: run it (${again})`,
      });
    } else if (name !== ALWAYS && showsSyntheticFaces(notebook)) {
      const text = `notebook ${name} was run on synthetic faces, in whole or in part`;
      findings.push({ part: "write-up", state: "note", text });
    }
  }
  return { notebooks, findings };
}

const SAID = {
  "not run": "has not been run",
  "partly run": "has not been run to its end",
  failed: "ended in an error",
} as const;

async function newestFirst(paths: readonly string[]): Promise<Notebook[]> {
  const found: { path: string; saved: number }[] = [];
  for (const path of paths) {
    const saved = await Deno.stat(path).then(({ mtime }) => mtime?.getTime() ?? 0, ignoreMissing);
    if (saved !== undefined) found.push({ path, saved });
  }
  found.sort((a, b) => b.saved - a.saved);
  return await Promise.all(found.map(({ path }) => readNotebook(path)));
}
