import { ok, strictEqual } from "node:assert/strict";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Rng } from "#lib/core/rng.ts";
import { readFaces } from "#lib/data/read_faces.ts";
import { TARGETS } from "#tools/reliability/fuzz/find_target.ts";
import { isClearError } from "#tools/reliability/fuzz/is_clear_error.ts";
import { caseInput, runCase } from "#tools/reliability/fuzz/run_case.ts";

const FOUND = fileURLToPath(new URL("../fixtures/fuzz/", import.meta.url));

// What fuzzing found, each a file that hung a reader, took its memory or got no clear error.
for (const { name } of Deno.readDirSync(FOUND)) {
  Deno.test(`found by fuzzing: ${name}`, async () => {
    const [target] = TARGETS.find(([{ ending }]) => ending === extname(name))!;
    const { kind, what } = await runCase(target, FOUND + name);
    ok(kind !== "fault", `${what}`);
  });
}

Deno.test("a JSON file with a byte order mark, as Windows writes it, is read", async () => {
  strictEqual((await readFaces(`${FOUND}byte_order_mark.py`)).ids.length, 6);
});

for (const [target] of TARGETS) {
  Deno.test(`${target.name}, damaged at random: refused clearly or read rightly`, async () => {
    const seeds = await target.seeds();
    const path = await Deno.makeTempFile({ suffix: target.ending });
    // Other cases than the long run's, which begins at 0; the same ones every time.
    const first = 1_000_000 + new Rng("first").integer(1000);
    for (let i = first; i < first + 12; i++) {
      await Deno.writeFile(path, caseInput(target, seeds, i));
      const { kind, what } = await runCase(target, path);
      ok(kind !== "fault", `case ${i}: ${what}`);
    }
    await Deno.remove(path);
  });
}

Deno.test("an error counts as clear when it speaks of the input, not of the code", () => {
  ok(isClearError(new SyntaxError("row 3 has 12 pixels (a.csv, row 3). Download it again.")));
  ok(!isClearError(new TypeError("Cannot read properties of undefined (reading 'x')")));
  ok(!isClearError(new RangeError("Invalid typed array length: -15")));
  ok(!isClearError(new Error("oops")));
  ok(!isClearError("a text"));
});
