import { deepStrictEqual, notStrictEqual, ok, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Notebook, Output } from "#lib/notebook/notebook_file.ts";
import { checkRendered } from "#tools/render/check_rendered.ts";
import { fingerprint } from "#tools/render/fingerprint.ts";
import { slim } from "#tools/render/slim.ts";
import { hashOfOutputs } from "#tools/render/stamp.ts";

const PATH = fileURLToPath(new URL("../../notebooks/test.ipynb", import.meta.url));

function notebook(source: string, ...outputs: Output[]): Notebook {
  const cell = { cell_type: "code", id: "a", metadata: {}, source, outputs } as const;
  return { metadata: {}, cells: [cell] };
}

const of = (source: string) => fingerprint(PATH, notebook(source));

Deno.test("committed outputs and pages are made from the notebooks and the library as they are", async () => {
  deepStrictEqual(await checkRendered(), []);
});

Deno.test("a fingerprint follows what is computed, not how it is written", async () => {
  const plain = await of(
    'import { percent } from "#lib/core/format.ts";\nconsole.log(percent(1));',
  );
  strictEqual(
    plain,
    await of(
      '// A comment\nimport { percent } from "#lib/core/format.ts";\n\nconsole.log( percent(1) ) as void;',
    ),
  );
  notStrictEqual(
    plain,
    await of('import { percent } from "#lib/core/format.ts";\nconsole.log(percent(2));'),
  );
  notStrictEqual(
    plain,
    await of('import { bytes } from "#lib/core/format.ts";\nconsole.log(bytes(1));'),
    "another function of the library",
  );
});

Deno.test("a fingerprint follows the committed results that a notebook reads", async () => {
  const file = fileURLToPath(new URL("../../bench/people/fingerprint_test.json", import.meta.url));
  const reading = () =>
    of('console.log(Deno.readTextFileSync("bench/people/fingerprint_test.json"));');
  const reader = await reading();
  const other = await of("console.log(1);");
  try {
    await Deno.writeTextFile(file, "{}");
    notStrictEqual(await reading(), reader);
    strictEqual(await of("console.log(1);"), other, "one that does not read them");
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("charts with much data are committed as pictures, small ones with their data", () => {
  const chart = (length: number): Output => ({
    output_type: "display_data",
    data: {
      "application/vnd.plotly.v1+json": { data: [{ y: "1".repeat(length) }], layout: {} },
      "image/svg+xml": "<svg/>",
    },
    metadata: {},
  });
  const [{ outputs }] = slim(notebook("", chart(10), chart(200_000))).cells;
  deepStrictEqual(
    outputs?.map((output) => "data" in output && Object.keys(output.data).length),
    [2, 1],
  );
});

Deno.test("outputs of another run are told apart", async () => {
  const stream = (text: string) => notebook("", { output_type: "stream", name: "stdout", text });
  ok(await hashOfOutputs(stream("a")) !== await hashOfOutputs(stream("b")));
});
