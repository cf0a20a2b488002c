import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { forbiddenImports } from "#tools/test/arrows.ts";

const check = (from: string, to: string) => forbiddenImports([{ from, to }]).length;

Deno.test("arrows: rooms may import what the house plan says, and no other", () => {
  strictEqual(check("lib/data/fer2013.ts", "lib/core/errors.ts"), 0);
  strictEqual(check("lib/data/synthetic/render.ts", "lib/data/dataset.ts"), 0);
  strictEqual(check("lib/core/rng.ts", "lib/data/dataset.ts"), 1);
  strictEqual(check("lib/train/fit.ts", "lib/keras/h5.ts"), 1);
  strictEqual(check("lib/train/fit.ts", "lib/engine/choose.ts"), 1);
});

Deno.test("arrows: nothing in lib imports what stands outside, and the outside may import all", () => {
  strictEqual(check("lib/plots/a.ts", "tools/b.ts"), 1);
  strictEqual(check("tools/train.ts", "lib/engine/choose.ts"), 0);
});

Deno.test("arrows: a room that the plan does not know is named", () => {
  deepStrictEqual(forbiddenImports([{ from: "lib/misc/a.ts", to: "lib/core/rng.ts" }]), [
    { where: "lib/misc/a.ts", what: '"misc" is no room of the house plan' },
  ]);
});
