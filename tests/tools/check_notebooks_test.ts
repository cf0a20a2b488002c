import { deepStrictEqual, ok } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { checkNotebooks } from "#tools/check_notebooks.ts";

const FOLDER = fileURLToPath(new URL("../fixtures/notebooks/", import.meta.url));

Deno.test("each fault of a notebook is told by cell and line", async () => {
  const problems = await checkNotebooks([`${FOLDER}check.ipynb`]);
  const told = problems.map(({ where, what }) =>
    `${where.replace(/^.*check\.ipynb,? ?/, "")}: ${what}`
  );
  const expected = [
    /^: the first cell is no Markdown title/,
    /^cell 4: 16 lines: at most 15/,
    /^cell 1, line 2: .*no exported member named 'emotionIndx'/,
    /^cell 1, line 4: Type 'string' is not assignable to type 'number'/,
    /^cell 2, line 1: Cannot redeclare block-scoped variable 'a'/,
    /^cell 2, line 2: showMarkdown\(…\) is not awaited/,
    /^cell 3, line 1: a function of 7 lines: at most 5/,
    /^: not formatted: run deno fmt/,
  ];
  for (const pattern of expected) {
    ok(told.some((text) => pattern.test(text)), `${pattern} in\n${told.join("\n")}`);
  }
});

Deno.test("a sound notebook has no problem, and nothing is left beside it", async () => {
  deepStrictEqual(await checkNotebooks([`${FOLDER}good.ipynb`]), []);
  const left = [...Deno.readDirSync(FOLDER)].map(({ name }) => name)
    .filter((name) => name.endsWith(".ts"));
  deepStrictEqual(left, []);
});
