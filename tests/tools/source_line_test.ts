import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { emittedPlace, sourceLine, syntaxFault } from "#tools/notebooks/source_line.ts";

Deno.test("lines of a trace are led back past types, blank lines and broken statements", async () => {
  const source = `// Title
const z = [1,
 2].map((x) => x * 2);

interface Gone {
  a: number;
}
const f = (x: number) =>
  x
   .foo.bar;
f(1);`;
  // As the kernel printed it for this very cell.
  strictEqual(await sourceLine(source, { line: 7, column: 1 }), 11);
});

Deno.test("imports that nothing uses keep their line", async () => {
  const source = `import { a } from "#lib/a.ts";
import * as b from "#lib/b.ts";
import type { C } from "#lib/c.ts";
import d, { type E, f as g } from "#lib/d.ts";

boom();`;
  strictEqual(await sourceLine(source, { line: 4, column: 1 }), 6);
});

Deno.test("a syntax fault is found, and none where there is none", async () => {
  deepStrictEqual(await syntaxFault("const a = 1;\nconst b = ;"), {
    message: "Expression expected",
    line: 2,
    column: 11,
  });
  strictEqual(await syntaxFault("const a: number = await f();"), null);
});

Deno.test("the cell's own frame is picked from a traceback", () => {
  const frames = ["Error: x", "    at g (file:///p/lib/g.ts:3:4)", "    at <anonymous>:7:9"];
  deepStrictEqual(emittedPlace(frames), { line: 7, column: 9 });
  strictEqual(emittedPlace(["Error: x"]), null);
});
