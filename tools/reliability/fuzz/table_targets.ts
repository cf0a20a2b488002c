import { gzipSync } from "node:zlib";
import { Rng } from "#lib/core/rng.ts";
import { byteChunks } from "#lib/data/byte_chunks.ts";
import { fer2013Rows } from "#lib/data/fer2013_rows.ts";
import { mutateBytes, mutateText } from "./mutate.ts";
import type { FuzzTarget } from "./target.ts";

const ROWS = 3;
const encoder = new TextEncoder();

/** A small FER2013 table in each of its layouts. */
function tables(): string[] {
  const rng = new Rng("tables");
  const rows = Array.from({ length: ROWS }, (_, i) => ({
    label: rng.integer(7),
    usage: ["Training", "PublicTest", "PrivateTest"][i % 3],
    pixels: Array.from({ length: 2304 }, () => rng.integer(256)).join(" "),
  }));
  return [
    ["emotion,pixels,Usage", ...rows.map((r) => `${r.label},${r.pixels},${r.usage}`)],
    ["emotion, Usage, pixels", ...rows.map((r) => `${r.label},${r.usage},${r.pixels}`)],
    ["emotion,pixels", ...rows.map((r) => `${r.label},"${r.pixels}"`)],
  ].map((lines) => lines.join("\n") + "\n");
}

/** FER2013's table: what is read is compared with a second, slow and simple reading of the text. */
export const csv: FuzzTarget = {
  name: "FER2013 CSV",
  ending: ".csv",
  seeds: () => Promise.resolve(tables().map((text) => encoder.encode(text))),
  mutate(seed, rng) {
    // Most bytes are pixels; what is around them should be hit as often.
    if (rng.next() < 0.5) return mutateBytes(seed, { rng, other: seed });
    const lines = new TextDecoder().decode(seed).split("\n");
    const at = rng.integer(lines.length);
    const [start, end] = [lines[at].slice(0, 40), lines[at].slice(-40)];
    const middle = lines[at].slice(40, -40);
    lines[at] = rng.next() < 0.5
      ? mutateText(start, rng) + middle + (lines[at].length > 40 ? end : "")
      : start + middle + mutateText(end, rng);
    return encoder.encode(lines.join("\n"));
  },
  read: async (path) => await compareRows(path, await Deno.readTextFile(path)),
};

/** The same, compressed: a damaged archive must be refused, or give what was packed. */
export const gzip: FuzzTarget = {
  name: "gzip",
  ending: ".csv.gz",
  seeds: () => Promise.resolve(tables().map((text) => new Uint8Array(gzipSync(text)))),
  async read(path) {
    const rows = await fer2013Rows(byteChunks(path), { file: path });
    if (rows.y.length !== ROWS) return `${rows.y.length} rows instead of ${ROWS}`;
    const packed = tables().some((text) => slowRows(text).every((row, i) => sameRow(row, rows, i)));
    return packed ? undefined : "other rows than were packed";
  },
};

async function compareRows(path: string, text: string): Promise<string | undefined> {
  const rows = await fer2013Rows(byteChunks(path), { file: path });
  const slow = slowRows(text);
  if (slow.length !== rows.y.length) return `${rows.y.length} rows of ${slow.length}`;
  const wrong = slow.findIndex((row, i) => !sameRow(row, rows, i));
  return wrong < 0 ? undefined : `row ${wrong + 1} is not what the file says`;
}

interface SlowRow {
  readonly label: string;
  readonly pixels: string;
}

/** No quotes inside quotes, no commas inside: FER2013 has none. */
function slowRows(text: string): SlowRow[] {
  const [head, ...lines] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const names = head.split(",").map((name) => name.trim().replaceAll('"', ""));
  const at = (name: string) => names.indexOf(name);
  return lines.filter((line) => line.trim() !== "").map((line) => {
    const cells = line.split(",").map((cell) => cell.trim().replaceAll('"', ""));
    return { label: cells[at("emotion")], pixels: cells[at("pixels")] };
  });
}

function sameRow(
  { label, pixels }: SlowRow,
  { x, y }: { x: Uint8Array; y: Uint8Array },
  row: number,
): boolean {
  const numbers = pixels.trim().split(/\s+/).map(Number);
  return Number(label) === y[row] && numbers.length === 2304 &&
    numbers.every((value, i) => value === x[row * 2304 + i]);
}
