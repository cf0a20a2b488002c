import type { Notebook, Output } from "../notebook/notebook_file.ts";

/** A notebook with its outputs. */
export interface ExecutedNotebook {
  /** The file's name without `.ipynb`, for instance `03_images`. */
  readonly name: string;
  readonly notebook: Notebook;
}

/** How far a notebook was run: all of its cells, some of them, none, or up to an error. */
export type RunState = "run" | "partly run" | "not run" | "failed";

/** Tells from its outputs how far a notebook was run. */
export function runState({ cells }: Notebook): RunState {
  const code = cells.filter((cell) => cell.cell_type === "code" && cell.source.trim() !== "");
  const failed = code.some(({ outputs = [] }) =>
    outputs.some((output: Output) => output.output_type === "error")
  );
  if (failed) return "failed";
  const done = code.filter(({ execution_count }) => execution_count != null).length;
  return done === 0 ? "not run" : done < code.length ? "partly run" : "run";
}

/** Whether outputs of a notebook come from synthetic faces; their captions say so. */
export function showsSyntheticFaces({ cells }: Notebook): boolean {
  return /synthetic faces/i.test(JSON.stringify(cells.map(({ outputs }) => outputs)));
}
