import { readNotebook } from "../notebook/notebook_file.ts";
import { type ExecutedNotebook, runState } from "./executed_notebook.ts";
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
 * `deno task notebooks` leaves it, and `notebooks/`, where JupyterLab saves it; of two, the one that
 * was saved last counts.
 *
 * @param root the project's folder.
 */
export async function executedNotebooks(root: string): Promise<FoundNotebooks> {
  const notebooks: ExecutedNotebook[] = [];
  const findings: Finding[] = [];
  for (const name of CHAPTERS) {
    const path = await newest([`${root}/out/${name}.ipynb`, `${root}/notebooks/${name}.ipynb`]);
    if (path === null) {
      findings.push({ part: "write-up", state: "missing", text: `there is no notebook ${name}` });
      continue;
    }
    const notebook = await readNotebook(path);
    notebooks.push({ name, notebook });
    const state = runState(notebook);
    if (state !== "run") {
      const again = `deno task notebooks --only ${name.slice(0, 2)}`;
      findings.push({
        part: "write-up",
        state: state === "failed" ? "wrong" : "missing",
        text: `notebook ${name} ${SAID[state]}: run it (${again})`,
      });
    } else if (name !== ALWAYS && /synthetic faces/i.test(JSON.stringify(notebook.cells))) {
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

async function newest(paths: readonly string[]): Promise<string | null> {
  const found: { path: string; saved: number }[] = [];
  for (const path of paths) {
    const saved = await Deno.stat(path).then(({ mtime }) => mtime?.getTime() ?? 0, ignoreMissing);
    if (saved !== undefined) found.push({ path, saved });
  }
  return found.toSorted((a, b) => b.saved - a.saved)[0]?.path ?? null;
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
