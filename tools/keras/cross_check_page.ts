import { machine, machineLine } from "../cli/machine.ts";
import { markdownTable } from "../readme/markdown_table.ts";

/** One cell: the largest difference of the predictions, or why there is none. */
export type Cell = number | string;

/** What came of one kind of model sent one way. */
export interface Row {
  readonly kind: string;
  readonly direction: string;
  readonly difference: Cell;
}

/** Peak resident memory in MB of a process that loads, and of one that then saves, model_1. */
export type Peaks = Readonly<Record<string, { load: number; save: number } | string>>;

/** What a page of results needs to be read rightly. */
export interface Conditions {
  /** Names of programs with their versions. */
  readonly versions: readonly string[];
  readonly limit: number;
  /** `2026-11-25` */
  readonly date: string;
}

/** Markdown: kinds down, directions across. */
export function crossCheckTable(rows: readonly Row[]): string {
  const directions = [...new Set(rows.map((row) => row.direction))];
  const kinds = [...new Set(rows.map((row) => row.kind))];
  const cell = (kind: string, direction: string) => {
    const found = rows.find((row) => row.kind === kind && row.direction === direction);
    if (!found) return "";
    return typeof found.difference === "number"
      ? found.difference === 0 ? "0" : found.difference.toExponential(1)
      : found.difference;
  };
  return markdownTable(
    ["kind", ...directions],
    kinds.map((kind) => [kind, ...directions.map((direction) => cell(kind, direction))]),
  );
}

/** `docs/keras_files.md`: how far predictions agree, and what memory it takes. */
export function crossCheckPage(
  rows: readonly Row[],
  peaks: Peaks,
  { versions, limit, date }: Conditions,
): string {
  const numbers = rows.map(({ difference }) => difference).filter((item) =>
    typeof item === "number"
  );
  return `# Keras files, checked against Keras

<!-- Written by \`deno task cross-check --page\`; changes by hand are lost. -->

Models of every kind go both ways between this library and Keras 2 and 3. Both predict from the same
inputs; a cell holds the largest absolute difference of any output, in float32. The limit is ${limit};
the largest of the ${numbers.length} here is ${Math.max(...numbers).toExponential(1)}.

- "Keras 2 .h5 → here": Keras makes and saves the model, it is loaded here.
- "Keras 2 → here → Keras 3": it is then saved here and loaded by that Keras, whose predictions are
  compared with the maker's.
- "here → Keras 2": the model was made here.
- An empty cell: there is no such file. A \`.keras\` file is made for some kinds; \`hard_sigmoid\` is
  another function in each Keras, so a file is for one of them
  ([decision 0202](decisions/0202-one-style-for-both-keras.md)).

${versions.join(", ")}; ${date}. Kinds: \`tests/reference/keras_models.py\`.

${crossCheckTable(rows)}

## Memory

Peak resident memory, MB, of a process that loads model_1 (26 million parameters, 105 MB) and then
saves it, on ${
    machineLine(machine())
  }. What it takes in time stands in the [README](../README.md#measured).

${
    markdownTable(
      ["system", "after loading", "after saving"],
      Object.entries(peaks).map(([system, found]) =>
        typeof found === "string" ? [system, found, ""] : [system, `${found.load}`, `${found.save}`]
      ),
    )
  }
`;
}
