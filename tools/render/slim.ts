import type { Cell, Notebook, Output } from "#lib/notebook/notebook_file.ts";

const CHART = "application/vnd.plotly.v1+json";

/** Characters of JSON: a chart with more data is committed as its picture alone. */
const MOST = 100_000;

/**
 * A notebook as it is committed: charts with much data keep their picture and lose the data (the
 * page under `docs/rendered` has them live), and of tables only the form that GitHub shows and the
 * plain one stay.
 */
export function slim(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell): Cell =>
    cell.outputs ? { ...cell, outputs: cell.outputs.map(slimOutput) } : cell
  );
  return { ...notebook, cells };
}

function slimOutput(output: Output): Output {
  if (!("data" in output)) return output;
  const kept = Object.entries(output.data).filter(([type, body]) =>
    !(type === CHART && JSON.stringify(body).length > MOST)
  );
  return { ...output, data: Object.fromEntries(kept) };
}
