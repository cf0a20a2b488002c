import type { Cell, Notebook, Output } from "#lib/notebook/notebook_file.ts";
import type { EvaluationReport } from "#lib/core/results.ts";

/** A Markdown cell. */
export const prose = (source: string, ...tags: string[]): Cell => ({
  cell_type: "markdown",
  id: crypto.randomUUID(),
  metadata: { tags },
  source,
});

/** A code cell that was run. */
export const shown = (outputs: Output[], ...tags: string[]): Cell => ({
  cell_type: "code",
  id: crypto.randomUUID(),
  metadata: { tags },
  source: "await show();",
  execution_count: 1,
  outputs,
});

/** What `showMarkdown` and the like leave in a notebook. */
export const display = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});

export const notebookOf = (...cells: Cell[]): Notebook => ({ metadata: {}, cells });

/** A judged model, as far as the write-up looks at it. */
export const evaluation: EvaluationReport = {
  data: "FER2013 PublicTest",
  synthetic: false,
  accuracy: 0.5,
  interval: [0.45, 0.55],
  loss: 1.3,
  macroF1: 0.4,
  n: 400,
  perClass: [],
  calibration: { ece: 0, brier: 0, bins: [] },
  confusion: [],
};
