import { faultMessage, messageOf } from "../core/errors.ts";

/** Media types and their content: text for most, JSON for types that end in `json`. */
export type MimeBundle = Record<string, unknown>;

/** One output of a code cell, as nbformat 4.5 has it; texts whole, not cut into lines. */
export type Output =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string }
  | { output_type: "display_data"; data: MimeBundle; metadata: Record<string, unknown> }
  | {
    output_type: "execute_result";
    data: MimeBundle;
    metadata: Record<string, unknown>;
    execution_count: number | null;
  }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

/** One cell; its source is one text. */
export interface Cell {
  readonly cell_type: "code" | "markdown" | "raw";
  readonly id: string;
  readonly metadata: Record<string, unknown> & { readonly tags?: readonly string[] };
  readonly source: string;
  readonly execution_count?: number | null;
  readonly outputs?: readonly Output[];
  readonly attachments?: Record<string, MimeBundle>;
}

/** A Jupyter notebook in memory (nbformat 4.5). */
export interface Notebook {
  readonly metadata: Record<string, unknown>;
  readonly cells: readonly Cell[];
}

/**
 * Reads a notebook. Cells without an id (before nbformat 4.5) get one from their position.
 *
 * @throws {Deno.errors.NotFound} when there is no such file.
 * @throws {SyntaxError} when it is not a notebook of nbformat 4.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const text = await Deno.readTextFile(path);
  try {
    return parseNotebook(text);
  } catch (error) {
    throw new SyntaxError(
      faultMessage(
        messageOf(error),
        { file: path },
        "Open and save it in JupyterLab, or restore it",
      ),
    );
  }
}

/** The notebook in a file's text. */
export function parseNotebook(text: string): Notebook {
  const json = JSON.parse(text);
  if (json?.nbformat !== 4 || !Array.isArray(json.cells)) {
    throw new SyntaxError("not a Jupyter notebook of nbformat 4");
  }
  // deno-lint-ignore no-explicit-any
  const cells = json.cells.map((cell: any, i: number): Cell => ({
    ...cell,
    id: cell.id ?? `cell-${i + 1}`,
    metadata: cell.metadata ?? {},
    source: whole(cell.source) as string,
    ...(cell.outputs && { outputs: cell.outputs.map(joinOutput) }),
  }));
  return { metadata: json.metadata ?? {}, cells };
}

/**
 * The file's text, as Jupyter itself writes it: one space of indent, keys in order, texts cut into
 * lines; but a row of numbers takes one line, where Jupyter gives each number its own. The same
 * notebook gives the same bytes.
 */
export function formatNotebook({ metadata, cells }: Notebook): string {
  const json = {
    cells: cells.map((cell) => ({
      ...cell,
      source: lines(cell.source),
      ...(cell.outputs && { outputs: cell.outputs.map(cutOutput) }),
    })),
    metadata,
    nbformat: 4,
    nbformat_minor: 5,
  };
  return written(sorted(json), "") + "\n";
}

/** Writes a notebook. */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  await Deno.writeTextFile(path, formatNotebook(notebook));
}

/** The code cells, each with its number as JupyterLab counts them: from 1, code cells only. */
export function codeCells({ cells }: Notebook): { cell: Cell; number: number }[] {
  return cells.filter((cell) => cell.cell_type === "code" && cell.source.trim() !== "")
    .map((cell, i) => ({ cell, number: i + 1 }));
}

/** What a cell does, in a line: its first line but imports, without a comment's slashes. */
export function cellTitle(source: string): string {
  const code = source.replace(/^\s*import\b[^;]*;[^\S\n]*$/gm, "").trim() || source.trim();
  return code.split("\n")[0].trim().replace(/^\/\/+\s*/, "").replace(/^\/\*+\s*|\s*\*\/$/g, "");
}

// deno-lint-ignore no-explicit-any
function joinOutput(output: any): Output {
  if (output.output_type === "stream") return { ...output, text: whole(output.text) };
  return output.data ? { ...output, data: mapBundle(output.data, whole) } : output;
}

function cutOutput(output: Output): unknown {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  return "data" in output ? { ...output, data: mapBundle(output.data, lines) } : output;
}

/** Base64 stays in one piece and JSON as it is; all else is text. */
function mapBundle(data: MimeBundle, change: (value: unknown) => unknown): MimeBundle {
  return Object.fromEntries(
    Object.entries(data).map(([type, value]) => [
      type,
      /json$/.test(type) || (/^image\//.test(type) && type !== "image/svg+xml")
        ? value
        : change(value),
    ]),
  );
}

function whole(text: unknown): unknown {
  return Array.isArray(text) ? text.join("") : text ?? "";
}

function lines(text: unknown): unknown {
  return typeof text === "string" ? text.match(/[^\n]*\n|[^\n]+$/g) ?? [] : text;
}

function written(value: unknown, indent: string): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const isRow = Array.isArray(value) &&
    value.every((inner) => inner === null || typeof inner === "number");
  if (isRow) return JSON.stringify(value);
  const deeper = `${indent} `;
  const parts = Array.isArray(value)
    ? value.map((inner) => written(inner, deeper))
    : Object.entries(value).map(([key, inner]) =>
      `${JSON.stringify(key)}: ${written(inner, deeper)}`
    );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (parts.length === 0) return open + close;
  return `${open}\n${deeper}${parts.join(`,\n${deeper}`)}\n${indent}${close}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map((
      [key, inner],
    ) => [key, sorted(inner)]),
  );
}
