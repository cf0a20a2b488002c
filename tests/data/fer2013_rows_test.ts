import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { fer2013Rows } from "#lib/data/fer2013_rows.ts";
import { USAGES } from "#lib/data/usages.ts";
import { inPieces, type MadeRow, madeRows, tableText } from "./support.ts";

const file = "fer2013.csv";

function flat(rows: readonly MadeRow[]): Uint8Array {
  return Uint8Array.from(rows.flatMap((row) => [...row.pixels]));
}

async function read(text: string, cuts: readonly number[] = []) {
  return await fer2013Rows(inPieces(text, cuts), { file });
}

Deno.test("any rows in any layout, cut into chunks anywhere, come back as they were", async () => {
  const headers = [
    "emotion,pixels,Usage",
    "emotion, Usage, pixels",
    "pixels,emotion,usage",
    "Usage,pixels,emotion",
    "\uFEFFemotion,pixels,Usage",
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.nat(),
        count: fc.integer({ min: 1, max: 5 }),
        header: fc.constantFrom(...headers),
        lineEnd: fc.constantFrom("\n", "\r\n"),
        isQuoted: fc.boolean(),
        hasLastLineEnd: fc.boolean(),
      }),
      fc.array(fc.nat({ max: 60_000 }), { maxLength: 12 }),
      fc.array(fc.nat({ max: 40 }), { maxLength: 12 }),
      async ({ seed, count, ...form }, cuts, earlyCuts) => {
        const rows = madeRows(count, seed);
        const text = tableText(rows, { ...form, header: form.header.replace("\uFEFF", "") });
        const mark = form.header.startsWith("\uFEFF") ? "\uFEFF" : "";
        const table = await read(mark + text, [...cuts, ...earlyCuts]);
        deepStrictEqual(table.x, flat(rows));
        deepStrictEqual([...table.y], rows.map((row) => row.emotion));
        deepStrictEqual([...table.usage], rows.map((row) => USAGES.indexOf(row.usage)));
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("byte by byte is no different", async () => {
  const rows = madeRows(2, 5);
  const text = tableText(rows, { lineEnd: "\r\n", isQuoted: true, hasLastLineEnd: false });
  const table = await read(text, Array.from({ length: text.length }, (_, i) => i));
  deepStrictEqual(table.x, flat(rows));
});

Deno.test("train.csv has no usage: its rows are Training; its pixels are quoted", async () => {
  const rows = madeRows(3, 1);
  const form = { header: "emotion,pixels", isQuoted: true, lineEnd: "\r\n" };
  const table = await read(tableText(rows, form));
  deepStrictEqual([...table.usage], [0, 0, 0]);
  deepStrictEqual(table.x, flat(rows));
});

Deno.test("more rows than one block holds, and empty lines at the end", async () => {
  const [row] = madeRows(1, 3);
  const text = tableText(Array<MadeRow>(1030).fill(row)) + "\n\r\n";
  const table = await read(text);
  strictEqual(table.x.byteLength, 1030 * 2304);
  strictEqual(table.x.buffer.byteLength, 1030 * 2304);
  deepStrictEqual(table.x.subarray(1029 * 2304), row.pixels);
  deepStrictEqual(table.x.subarray(1023 * 2304, 1024 * 2304), row.pixels);
});

Deno.test("progress: rows never fall and end at all", async () => {
  const seen: number[] = [];
  const text = tableText(madeRows(6, 2));
  await fer2013Rows(inPieces(text, [10_000, 20_000, 30_000]), {
    file,
    onRows: (rows) => seen.push(rows),
  });
  deepStrictEqual(seen, [...seen].sort((a, b) => a - b));
  strictEqual(seen.at(-1), 6);
});

/** Changes row 2 of three good rows and says how the error must read. */
const FAULTS: readonly [name: string, change: (line: string) => string, message: RegExp][] = [
  ["a pixel too few", (l) => l.replace(/ \d+,/, ","), /^2303 pixels instead of 2304 \(48 x 48\)/],
  ["a pixel too many", (l) => l.replace(/,(\w+)$/, " 7,$1"), /^2305 pixels instead of 2304/],
  ["no pixels", (l) => l.replace(/,.*,/, ",,"), /^0 pixels instead of 2304/],
  ["256", (l) => l.replace(/,\d+ /, ",256 "), /^pixel 1 is 256, outside 0 to 255/],
  ["1000", (l) => l.replace(/,(\d+) \d+ /, ",$1 1000 "), /^pixel 2 is 1000, outside 0 to 255/],
  ["negative", (l) => l.replace(/,(\d+) \d+ /, ",$1 -1 "), /^pixel 2 is -1, outside 0 to 255/],
  ["a fraction", (l) => l.replace(/,\d+ /, ",7.5 "), /^pixel 1 is "7.5", not a number/],
  ["a word", (l) => l.replace(/ \d+ /, " nan "), /^pixel 2 is "nan", not a number/],
  ["hexadecimal", (l) => l.replace(/ \d+ /, " 0x1 "), /^pixel 2 is "0x1", not a number/],
  ["two spaces", (l) => l.replace(/(\d) (\d)/, "$1  $2"), /^spaces too many among the pixels/],
  ["a space at the end", (l) => l.replace(/,(\w+)$/, " ,$1"), /^spaces too many/],
  ["a tab", (l) => l.replace(/(\d) (\d)/, "$1\t$2"), /^pixel 1 is ".*", not a number/],
  ["label 7", (l) => l.replace(/^\d/, "7"), /^unknown label "7".*Labels are 0 angry/],
  ["label -1", (l) => l.replace(/^\d/, "-1"), /^unknown label "-1"/],
  ["label 10", (l) => l.replace(/^\d/, "10"), /^unknown label "10"/],
  ["label happy", (l) => l.replace(/^\d/, "happy"), /^unknown label "happy"/],
  ["no label", (l) => l.replace(/^\d/, ""), /^unknown label ""/],
  ["usage Test", (l) => l.replace(/\w+$/, "Test"), /^unknown usage "Test".*Training, PublicTest/],
  ["usage cut short", (l) => l.replace(/\w+$/, "Publi"), /^unknown usage "Publi"/],
  ["usage with more", (l) => l + "s", /^unknown usage "\w+s"/],
  ["no usage", (l) => l.replace(/\w+$/, ""), /^unknown usage ""/],
  ["a column less", (l) => l.replace(/,\w+$/, ""), /^2 columns instead of 3/],
  ["a column more", (l) => l + ",1", /^4 columns instead of 3/],
  ["an open quotation mark", (l) => l.replace(",", ',"'), /^a stray quotation mark .*pixels/],
  ["a closing mark alone", (l) => l.replace(/,(\w+)$/, '",$1'), /^a stray quotation mark/],
  ["an empty line", () => "", /^an empty line between rows/],
  ["a second header", () => "emotion,pixels,Usage", /^a second header/],
  ["something else", () => "404: Not Found", /^unknown label "404: Not Found"/],
  ["a row without end", (l) => l.replace(/,/, "," + " ".repeat(20_000)), /^a row/],
];

for (const [name, change, message] of FAULTS) {
  Deno.test(`a bad row is named and refused: ${name}`, async () => {
    const lines = tableText(madeRows(3, 8)).split("\n");
    lines[2] = change(lines[2]);
    for (const [lineEnd, cuts] of [["\n", []], ["\r\n", [9_000, 9_001, 16_000]]] as const) {
      await rejects(read(lines.join(lineEnd), cuts), (error: Error) => {
        strictEqual(error.constructor, SyntaxError);
        strictEqual(message.test(error.message), true, error.message);
        strictEqual(/\(fer2013\.csv, row 2\)\. [A-Z]/.test(error.message), true, error.message);
        return true;
      });
    }
  });
}

Deno.test("a file that ends within a row is told as such, wherever it ends", async () => {
  const text = tableText(madeRows(2, 4));
  const second = text.indexOf("\n", 30) + 1;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: second + 1, max: text.length - 3 }), async (length) => {
      await rejects(read(text.slice(0, length)), (error: Error) => {
        strictEqual(error.constructor, SyntaxError);
        strictEqual(
          /row 2\)\. The file ends within this row/.test(error.message),
          true,
          error.message,
        );
        return true;
      });
    }),
    { numRuns: 60 },
  );
});

Deno.test("no single changed byte is misread: it is refused, or it is another valid value", async () => {
  const rows = madeRows(2, 6);
  const text = tableText(rows);
  const plain = await read(text);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 21, max: text.length - 1 }),
      fc.integer({ min: 0, max: 127 }),
      async (at, byte) => {
        const changed = text.slice(0, at) + String.fromCharCode(byte) + text.slice(at + 1);
        if (changed === text) return;
        let table;
        try {
          table = await read(changed);
        } catch (error) {
          strictEqual((error as Error).constructor, SyntaxError, String(error));
          return;
        }
        // Accepted: then writing down what was read must give the changed text (but for zeros in
        // front of a number, spaces in front of a field and the last line end).
        const made = [...table.y.keys()].map((i) => ({
          emotion: table.y[i],
          usage: USAGES[table.usage[i]],
          pixels: table.x.slice(i * 2304, (i + 1) * 2304),
        }));
        const normal = (t: string) =>
          t.replace(/\b0+(?=\d)/g, "").replace(/, +/g, ",").replace(/^ +/gm, "").trimEnd();
        strictEqual(normal(tableText(made)), normal(changed));
        strictEqual(table.y.length, plain.y.length);
      },
    ),
    { numRuns: 400 },
  );
});
