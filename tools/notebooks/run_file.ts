import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readNotebook } from "#lib/notebook/notebook_file.ts";
import type { NotebookPath } from "./find_notebooks.ts";
import { Kernel } from "./kernel.ts";
import { ProgressLines } from "./progress_lines.ts";
import { type CellFailure, type NotebookRun, runNotebook } from "./run_notebook.ts";

/** Runs a notebook file in a kernel of its own, with a line on stderr for each cell. */
export async function runFile(
  { name, path }: NotebookPath,
  env: Readonly<Record<string, string>>,
): Promise<NotebookRun> {
  const notebook = await readNotebook(path);
  const lines = new ProgressLines();
  const kernel = await Kernel.start({ folder: resolve(path, ".."), env });
  try {
    return await runNotebook(notebook, kernel, {
      onCell: ({ number, cells, title }) =>
        lines.begin(`${name} [${`${number}`.padStart(`${cells}`.length)}/${cells}] ${title}`),
      onStatus: (text) => lines.status(text),
      onCellEnd: (ok) => lines.end(ok),
    });
  } finally {
    lines.stop();
    await kernel.close();
  }
}

/** A failed cell for people: place, line, message, and where in the project's code it began. */
export function failureText({ path }: NotebookPath, failure: CellFailure, root: string): string {
  const line = failure.line ? `, line ${failure.line}` : "";
  const base = pathToFileURL(root).href;
  const frames = failure.traceback.filter((frame) => /file:\/\/\/.*\/(lib|tools)\//.test(frame));
  return [
    `\n${path}, cell ${failure.cell}${line}:`,
    ...(failure.source ? [`    ${failure.source}`] : []),
    failure.message,
    ...frames.slice(0, 5).map((frame) => frame.replace(`${base}/`, "")),
  ].join("\n");
}
