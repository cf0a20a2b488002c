import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { Rng } from "#lib/core/rng.ts";
import { stratifiedSplit } from "#lib/data/stratified_split.ts";

Deno.test("each label gives its share, no group is cut, and a seed gives one split", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 50 })), { minLength: 1, maxLength: 300 }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      fc.nat(),
      (samples, fraction, seed) => {
        // All of a group carry one label here, so that a label's part can be counted.
        const groups = samples.map(([label, group]) => label * 100 + group);
        const labels = samples.map(([label]) => label);
        const split = () => stratifiedSplit(labels, { fraction, groups, rng: new Rng(seed) });
        const chosen = split();
        deepStrictEqual(split(), chosen);
        deepStrictEqual([...chosen], [...new Set(chosen)].sort((a, b) => a - b));
        const isChosen = new Set(chosen);
        const sizes = new Map<number, number>();
        samples.forEach((_, i) => {
          sizes.set(groups[i], (sizes.get(groups[i]) ?? 0) + 1);
          strictEqual(isChosen.has(i), isChosen.has(groups.indexOf(groups[i])));
        });
        for (const label of new Set(labels)) {
          const wanted = Math.round(fraction * labels.filter((l) => l === label).length);
          const taken = [...chosen].filter((i) => labels[i] === label).length;
          const mine = [...sizes].filter(([group]) => Math.floor(group / 100) === label);
          const largest = Math.max(...mine.map(([, size]) => size));
          strictEqual(taken <= wanted && taken > wanted - largest, true, `${taken} of ${wanted}`);
        }
      },
    ),
  );
});

Deno.test("seeds differ, and a fraction outside 0 to 1 is refused", () => {
  const labels = new Array<number>(100).fill(0);
  const split = (seed: number) => [
    ...stratifiedSplit(labels, { fraction: 0.2, rng: new Rng(seed) }),
  ];
  strictEqual(split(1).join() === split(2).join(), false);
  for (const fraction of [0, 1, -1, NaN]) {
    throws(() => stratifiedSplit(labels, { fraction, rng: new Rng(1) }), RangeError);
  }
});
