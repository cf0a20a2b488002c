import fc from "fast-check";
import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert/strict";
import {
  type Cell,
  cellTitle,
  codeCells,
  formatNotebook,
  parseNotebook,
  readNotebook,
} from "#lib/notebook/notebook_file.ts";

const outputs = fc.oneof(
  fc.record({
    output_type: fc.constant("stream" as const),
    name: fc.constantFrom("stdout" as const, "stderr" as const),
    text: fc.string(),
  }),
  fc.record({
    output_type: fc.constant("display_data" as const),
    data: fc.record({
      "text/plain": fc.string(),
      "image/png": fc.base64String(),
      "application/x+json": fc.record({ lines: fc.array(fc.string()) }),
    }),
    metadata: fc.constant({}),
  }),
);

const cells: fc.Arbitrary<Cell> = fc.record({
  cell_type: fc.constant("code" as const),
  id: fc.string({ minLength: 1 }),
  metadata: fc.constant({}),
  source: fc.string({ unit: fc.constantFrom("a", "\n", " ", "é", ";") }),
  execution_count: fc.constant(null),
  outputs: fc.array(outputs),
});

Deno.test("what is written is read again, and equal notebooks give equal bytes", () => {
  fc.assert(fc.property(fc.array(cells), (cells) => {
    const text = formatNotebook({ metadata: {}, cells });
    const back = parseNotebook(text);
    deepStrictEqual(JSON.parse(JSON.stringify(back.cells)), JSON.parse(JSON.stringify(cells)));
    strictEqual(formatNotebook(back), text);
  }));
});

Deno.test("a notebook of nbformat 4.0 gets ids; other files are refused with their name", async () => {
  const old = {
    nbformat: 4,
    nbformat_minor: 0,
    cells: [{ cell_type: "markdown", source: ["a\n", "b"] }],
  };
  const [cell] = parseNotebook(JSON.stringify(old)).cells;
  deepStrictEqual([cell.id, cell.source], ["cell-1", "a\nb"]);
  throws(() => parseNotebook('{"nbformat": 3}'), SyntaxError);
  await rejects(readNotebook(import.meta.filename!), /notebook_file_test\.ts/);
});

Deno.test("code cells are counted as a person counts them, and named by their first line", () => {
  const cell = (cell_type: Cell["cell_type"], source: string): Cell => ({
    cell_type,
    id: source,
    metadata: {},
    source,
  });
  const notebook = {
    metadata: {},
    cells: [cell("markdown", "# a"), cell("code", "1"), cell("code", " \n"), cell("code", "2")],
  };
  deepStrictEqual(codeCells(notebook).map(({ number, cell }) => [number, cell.source]), [
    [1, "1"],
    [2, "2"],
  ]);
  strictEqual(cellTitle("\n// Read the data\nfoo();"), "Read the data");
  strictEqual(cellTitle("/** Train. */\nfoo();"), "Train.");
  strictEqual(cellTitle("foo();"), "foo();");
  strictEqual(cellTitle('import {\n  a,\n} from "b";\n\nfoo(a);'), "foo(a);");
  strictEqual(cellTitle('import { a } from "b";'), 'import { a } from "b";');
});
