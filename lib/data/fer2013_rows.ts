import { faultMessage } from "../core/errors.ts";
import { explainFer2013Row } from "./explain_fer2013_row.ts";
import { type Fer2013Layout, fer2013Layout } from "./fer2013_layout.ts";
import { Fer2013RowReader, PIXELS } from "./fer2013_row.ts";
import { RowStore } from "./row_store.ts";

/** A FER2013 table as it stands in its file, in the file's order. */
export interface Fer2013Rows {
  readonly layout: Fer2013Layout;
  /** `[n, 48, 48]` uint8. */
  readonly x: Uint8Array<ArrayBuffer>;
  /** `[n]` labels, 0 to 6. */
  readonly y: Uint8Array;
  /** `[n]` indices into `USAGES`. */
  readonly usage: Uint8Array;
}

/** No row of FER2013 is longer than 2304 four-byte pixels and a few dozen bytes more. */
const LONGEST_ROW = 16384;
const [LINE_FEED, CARRIAGE_RETURN] = [10, 13];

/**
 * Reads a FER2013 table from a stream of bytes, in one pass.
 *
 * Rows are parsed where they lie in the chunks; only the row that a chunk's end cuts in two is
 * copied. Memory: the pixels (see `RowStore`) and one chunk. Line ends may be LF or CRLF, the last
 * may be missing, empty lines may follow the last row.
 *
 * @param file its name, for error messages.
 * @param onRows told the number of rows after each chunk.
 * @throws {SyntaxError} at the first row that is not as it must be: nothing is skipped or guessed.
 */
export async function fer2013Rows(
  chunks: AsyncIterable<Uint8Array>,
  { file, onRows = () => {} }: { file: string; onRows?: (rows: number) => void },
): Promise<Fer2013Rows> {
  const table = new Table(file);
  let carried = new Uint8Array(0);
  for await (const chunk of chunks) {
    let start = 0;
    if (carried.length > 0) {
      start = chunk.indexOf(LINE_FEED) + 1 || chunk.length;
      carried = joined(carried, chunk.subarray(0, start));
      if (carried.at(-1) === LINE_FEED) {
        table.lines(carried, 0, carried.length);
        carried = new Uint8Array(0);
      }
    }
    const end = Math.max(start, chunk.lastIndexOf(LINE_FEED) + 1);
    table.lines(chunk, start, end);
    if (end < chunk.length) carried = chunk.slice(end);
    if (carried.length > LONGEST_ROW) table.lastLine(carried, { isCutOff: false });
    onRows(table.rows);
  }
  if (carried.length > 0) table.lastLine(carried, { isCutOff: true });
  return table.finish();
}

/** Takes a table line by line. */
class Table {
  readonly #file: string;
  readonly #store = new RowStore(PIXELS);
  readonly #labels: number[] = [];
  readonly #usages: number[] = [];
  #reader?: Fer2013RowReader;
  #layout: Fer2013Layout = [];
  #emptyLines = 0;
  #isCutOff = false;

  constructor(file: string) {
    this.#file = file;
  }

  get rows(): number {
    return this.#store.rows;
  }

  /** Takes the lines of `bytes[start, end)`, all of them whole, the last line feed included. */
  lines(bytes: Uint8Array, start: number, end: number): void {
    while (start < end) {
      if (!this.#reader) {
        start = this.#takeHeader(bytes, start);
        continue;
      }
      const { block, offset } = this.#store;
      const after = this.#reader.read(bytes, start, block, offset);
      const lineEnd = bytes[after] === CARRIAGE_RETURN ? after + 1 : after;
      const isRow = after > 0 && bytes[lineEnd] === LINE_FEED && lineEnd - start <= LONGEST_ROW;
      if (!isRow || this.#emptyLines > 0) {
        start = this.#takeOther(bytes, start);
        continue;
      }
      this.#store.keep();
      this.#labels.push(this.#reader.emotion);
      this.#usages.push(this.#reader.usage);
      start = lineEnd + 1;
    }
  }

  /** A line without a line feed. `isCutOff`: the file ends here; otherwise it is far too long. */
  lastLine(bytes: Uint8Array, { isCutOff }: { isCutOff: boolean }): void {
    this.#isCutOff = isCutOff;
    this.lines(joined(bytes, Uint8Array.of(LINE_FEED)), 0, bytes.length + 1);
  }

  #takeHeader(bytes: Uint8Array, start: number): number {
    const end = bytes.indexOf(LINE_FEED, start);
    this.#layout = fer2013Layout(bytes.subarray(start, end), this.#file);
    this.#reader = new Fer2013RowReader(this.#layout);
    return end + 1;
  }

  /** A line that is no row: it may be empty, as long as no row follows. */
  #takeOther(bytes: Uint8Array, start: number): number {
    const end = bytes.indexOf(LINE_FEED, start);
    const line = bytes.subarray(start, bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end);
    if (line.length === 0) {
      this.#emptyLines++;
      return end + 1;
    }
    throw explainFer2013Row(this.#emptyLines > 0 ? new Uint8Array(0) : line, {
      file: this.#file,
      row: this.rows + 1,
      isCutOff: this.#isCutOff,
      layout: this.#layout,
    });
  }

  finish(): Fer2013Rows {
    if (this.rows === 0) {
      throw new SyntaxError(faultMessage(
        this.#reader ? "there is no row below the header" : "the file is empty",
        { file: this.#file },
        "Get the file again; data/README.md says where.",
      ));
    }
    return {
      layout: this.#layout,
      x: this.#store.finish(),
      y: Uint8Array.from(this.#labels),
      usage: Uint8Array.from(this.#usages),
    };
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
