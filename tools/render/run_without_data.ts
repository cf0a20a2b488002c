import { resolve } from "node:path";
import type { Notebook } from "#lib/notebook/notebook_file.ts";
import type { NotebookPath } from "../notebooks/find_notebooks.ts";
import { failureText, runFile } from "../notebooks/run_file.ts";

const ROOT = resolve(import.meta.dirname!, "../..");

/** An empty data folder within the project, and how the notebooks show it. */
const EMPTY = "out/rendered/data";

/**
 * Runs a notebook as a fresh clone would: with no real data whatever lies in `data/`, with the usual
 * seed, and with the short run's number of samples.
 *
 * @throws {RangeError} when a cell fails, with its place.
 */
export async function runWithoutData(path: NotebookPath): Promise<Notebook> {
  await Deno.mkdir(`${ROOT}/${EMPTY}`, { recursive: true });
  const { notebook, failure } = await runFile(path, {
    MIEN_DATA: `${ROOT}/${EMPTY}`,
    MIEN_SEED: "",
    MIEN_FAST: "1",
  });
  if (failure) throw new RangeError(failureText(path, failure, ROOT));
  // What a fresh clone has is an empty folder `data`.
  return JSON.parse(JSON.stringify(notebook).replaceAll(EMPTY, "data"));
}
