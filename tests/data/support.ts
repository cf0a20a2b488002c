import { gzipSync } from "node:zlib";
import { Rng } from "#lib/core/rng.ts";
import { type Usage, USAGES } from "#lib/data/usages.ts";

/** One row of a table to be written, before it is written. */
export interface MadeRow {
  readonly emotion: number;
  readonly usage: Usage;
  readonly pixels: Uint8Array;
}

/** Random rows, reproducible. Values of one, two and three digits all occur. */
export function madeRows(count: number, seed: number): MadeRow[] {
  const rng = new Rng(seed);
  return Array.from({ length: count }, () => ({
    emotion: rng.integer(7),
    usage: USAGES[rng.integer(3)],
    pixels: Uint8Array.from({ length: 2304 }, () => rng.integer([10, 100, 256][rng.integer(3)])),
  }));
}

/** How to write a table. */
export interface TableForm {
  readonly header?: string;
  readonly lineEnd?: string;
  readonly isQuoted?: boolean;
  readonly hasLastLineEnd?: boolean;
}

/** Writes rows in the layout that the header names. */
export function tableText(
  rows: readonly MadeRow[],
  { header = "emotion,pixels,Usage", lineEnd = "\n", isQuoted = false, hasLastLineEnd = true }:
    TableForm = {},
): string {
  const columns = header.split(",").map((name) => name.trim().toLowerCase());
  const quote = isQuoted ? '"' : "";
  const lines = rows.map((row) => {
    const fields: Record<string, string> = {
      emotion: String(row.emotion),
      pixels: quote + row.pixels.join(" ") + quote,
      usage: row.usage,
    };
    return columns.map((name) => fields[name]).join(",");
  });
  return [header, ...lines].join(lineEnd) + (hasLastLineEnd ? lineEnd : "");
}

/** The bytes of a text in pieces cut at the given places, as a stream gives them. */
export async function* inPieces(text: string, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    // A reused buffer, scribbled over afterwards: readers must not keep chunks.
    const piece = bytes.slice(from, Math.max(from, cut));
    yield piece;
    piece.fill(0x39);
    from = Math.max(from, cut);
  }
  yield bytes.slice(from);
  await Promise.resolve();
}

/** Writes a file in a new temporary folder and gives its path to `use`; removes both afterwards. */
export async function withFile<T>(
  name: string,
  content: string | Uint8Array,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "mien-" });
  const path = `${folder}/${name}`;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  await Deno.writeFile(path, bytes);
  try {
    return await use(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A text as gzip. */
export function gzipped(text: string): Uint8Array {
  return new Uint8Array(gzipSync(text));
}

/** Path of a real FER2013 in the data folder beside the project, if there is one. */
export function realFer2013(): string | undefined {
  const folders = [Deno.env.get("MIEN_DATA"), "data", "../shared/data"].filter((f) => f);
  return folders
    .flatMap((f) => ["kaggle_fer2013", "fer2013"].map((sub) => `${f}/${sub}`))
    .flatMap((f) => ["fer2013.csv", "fer2013.csv.gz"].map((name) => `${f}/${name}`))
    .find((path) => {
      try {
        return Deno.statSync(path).isFile;
      } catch {
        return false;
      }
    });
}
