import type { Notebook } from "#lib/notebook/notebook_file.ts";
import { fingerprint, hashOf } from "./fingerprint.ts";

/** What a rendered notebook says of its outputs, under `mien` in its metadata. */
export interface Stamp {
  /** {@link fingerprint} of what made the outputs. */
  readonly made_by: string;
  /** Hash of the outputs: whoever runs the notebook otherwise and saves it, changes it. */
  readonly outputs: string;
}

/** The notebook with its outputs vouched for. */
export async function stamped(path: string, notebook: Notebook): Promise<Notebook> {
  const stamp: Stamp = {
    made_by: await fingerprint(path, notebook),
    outputs: await hashOfOutputs(notebook),
  };
  return { ...notebook, metadata: { ...notebook.metadata, mien: stamp } };
}

/** The stamp of a notebook, or `undefined` where it has none. */
export function stampOf({ metadata }: Notebook): Stamp | undefined {
  return metadata.mien as Stamp | undefined;
}

/** A hash of all that the cells have shown. */
export function hashOfOutputs({ cells }: Notebook): Promise<string> {
  return hashOf(JSON.stringify(cells.map(({ outputs }) => outputs ?? []), sortedKeys));
}

/** A hash of the texts and code of all cells: what a page is made from, besides the outputs. */
export function hashOfSources({ cells }: Notebook): Promise<string> {
  return hashOf(JSON.stringify(cells.map(({ cell_type, source }) => [cell_type, source])));
}

function sortedKeys(_: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
