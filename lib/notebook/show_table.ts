import { escapeMarkup } from "../core/escape_markup.ts";
import { sendOutput } from "./output.ts";

/** What a cell of a table may hold. Numbers stand right; `null` is shown as a dash. */
export type TableValue = string | number | boolean | null;

/** One row: column name → value. */
export type TableRow = Readonly<Record<string, TableValue>>;

/** How a table is shown. */
export interface TableOptions {
  /** Columns in their order; by default those of the first row. */
  readonly columns?: readonly string[];
  /** A line above the table. */
  readonly caption?: string;
  /** Decimals of numbers that are not whole. Default 3. */
  readonly digits?: number;
}

/**
 * Shows rows as a table under the cell. Await it.
 *
 * @throws {RangeError} when there are no rows and no `columns`, or a column is in none of the rows.
 *
 * @example
 * ```ts
 * import { showTable } from "#lib/notebook/show_table.ts";
 * await showTable([{ expression: "happy", images: 7215 }, { expression: "disgust", images: 436 }]);
 * ```
 */
export async function showTable(
  rows: readonly TableRow[],
  { columns = Object.keys(rows[0] ?? {}), caption = "", digits = 3 }: TableOptions = {},
): Promise<void> {
  if (columns.length === 0) throw new RangeError("a table without rows needs its columns named");
  for (const column of columns) {
    if (rows.length && !rows.some((row) => column in row)) {
      throw new RangeError(`no row has the column "${column}"`);
    }
  }
  const table: Table = {
    caption,
    columns,
    right: columns.map((column) => rows.some((row) => typeof row[column] === "number")),
    cells: rows.map((row) => columns.map((column) => written(row[column] ?? null, digits))),
  };
  await sendOutput({
    "text/html": html(table),
    "text/markdown": markdown(table),
    "text/plain": plain(table),
  });
}

interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  /** Which columns hold numbers. */
  readonly right: readonly boolean[];
  readonly cells: readonly (readonly string[])[];
}

function written(value: TableValue, digits: number): string {
  if (value === null) return "–";
  if (typeof value !== "number") return String(value);
  return Number.isInteger(value) ? value.toLocaleString("en-US") : value.toFixed(digits);
}

/** Characters: a column of shorter texts is not broken into lines to make room for others. */
const UNBROKEN = 24;

function html({ caption, columns, right, cells }: Table): string {
  const short = columns.map((_, i) => cells.every((row) => row[i].length <= UNBROKEN));
  const style = (i: number) =>
    ` style="text-align: ${right[i] ? "right" : "left"}${short[i] ? "; white-space: nowrap" : ""}"`;
  const head = columns.map((name, i) => `<th scope="col"${style(i)}>${escapeMarkup(name)}</th>`)
    .join(
      "",
    );
  const body = cells.map((row) =>
    `<tr>${row.map((text, i) => `<td${style(i)}>${escapeMarkup(text)}</td>`).join("")}</tr>`
  );
  return [
    "<table>",
    ...(caption ? [`<caption>${escapeMarkup(caption)}</caption>`] : []),
    `<thead><tr>${head}</tr></thead>`,
    "<tbody>",
    ...body,
    "</tbody>",
    "</table>",
  ].join("\n");
}

function markdown({ caption, columns, right, cells }: Table): string {
  const row = (texts: readonly string[]) =>
    `| ${texts.map((text) => text.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  const rule = right.map((isRight) => isRight ? "---:" : ":---");
  const lines = [row(columns), row(rule), ...cells.map(row)];
  return (caption ? [caption, "", ...lines] : lines).join("\n");
}

function plain({ caption, columns, right, cells }: Table): string {
  const width = columns.map((name, i) =>
    Math.max(name.length, ...cells.map((row) => row[i].length))
  );
  const line = (texts: readonly string[]) =>
    texts.map((text, i) => right[i] ? text.padStart(width[i]) : text.padEnd(width[i]))
      .join("  ").trimEnd();
  return [...(caption ? [caption] : []), line(columns), ...cells.map(line)].join("\n");
}
