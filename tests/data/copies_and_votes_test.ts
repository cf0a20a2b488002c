import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { withoutTestCopies } from "#lib/data/without_test_copies.ts";
import { imageTargets } from "#lib/data/image_targets.ts";
import { votesAsTargets } from "#lib/data/votes_as_targets.ts";

const small = fc.array(
  fc.record({ pixel: fc.nat({ max: 12 }), role: fc.nat({ max: 2 }), leaked: fc.nat({ max: 1 }) }),
  { minLength: 1, maxLength: 40 },
);

Deno.test("without test copies: no image is on both sides, test rows and order stay", () => {
  fc.assert(fc.property(small, (rows) => {
    const dataset = {
      name: "small",
      synthetic: true,
      itemShape: [1, 2],
      ids: rows.map((_, i) => String(i)),
      x: Uint8Array.from(rows.flatMap(({ pixel }) => [1, pixel])),
      y: Uint8Array.from(rows, () => 0),
      role: Uint8Array.from(rows, ({ role }) => role),
      leaked: Uint8Array.from(rows, ({ leaked }) => leaked),
    };
    const before = structuredClone(dataset);
    const rest = withoutTestCopies(dataset);
    const tested = new Set(rows.filter(({ role }) => role === 2).map(({ pixel }) => pixel));
    const wanted = rows.map((row, i) => ({ ...row, i }))
      .filter(({ role, pixel }) => role === 2 || !tested.has(pixel));
    deepStrictEqual(rest.ids, wanted.map(({ i }) => String(i)));
    deepStrictEqual([...rest.x], wanted.flatMap(({ pixel }) => [1, pixel]));
    deepStrictEqual([...rest.leaked!], wanted.map(({ role, leaked }) => role === 2 ? 0 : leaked));
    deepStrictEqual(dataset, before);
  }));
});

Deno.test("votes as targets: rows sum to 1; unclear ones are left out of training only", () => {
  const dataset = {
    name: "small",
    synthetic: false,
    itemShape: [1],
    ids: ["clear", "half", "none", "half, validation", "none, test"],
    x: Uint8Array.of(1, 2, 3, 4, 5),
    y: Uint8Array.of(0, 1, 2, 3, 4),
    role: Uint8Array.of(0, 0, 0, 1, 2),
    votes: Float32Array.of(
      ...[0.4, 0, 0, 0, 0.2, 0, 0],
      ...[0.5, 0, 0, 0, 0, 0, 0],
      ...[0, 0, 0, 0, 0, 0, 0],
      ...[0.25, 0.25, 0, 0, 0, 0, 0],
      ...[0, 0, 0, 0, 0, 0, 0],
    ),
  };
  const before = structuredClone(dataset);
  const { ids, votes, x } = votesAsTargets(dataset);
  deepStrictEqual(ids, ["clear", "half, validation", "none, test"]);
  deepStrictEqual([...x], [1, 4, 5]);
  const rounded = [...votes!].map((share) => Math.round(share * 1e6) / 1e6);
  deepStrictEqual(rounded.slice(0, 7), [0.666667, 0, 0, 0, 0.333333, 0, 0]);
  deepStrictEqual(rounded.slice(7, 14), [0, 0, 0, 1, 0, 0, 0]);
  deepStrictEqual(rounded.slice(14), [0, 0, 0, 0, 1, 0, 0]);
  deepStrictEqual(dataset, before);
  const { votes: _, ...bare } = dataset;
  throws(() => votesAsTargets(bare), /small has no votes.*fer2013new\.csv/);
  strictEqual(votesAsTargets({ ...dataset, role: Uint8Array.of(1, 1, 1, 1, 1) }).y.length, 5);
});

Deno.test("targets of labels and votes: half a row each; unclear votes give way to the label", () => {
  const dataset = {
    name: "small",
    synthetic: false,
    itemShape: [1],
    ids: ["clear", "unclear"],
    x: Uint8Array.of(1, 2),
    y: Uint8Array.of(2, 6),
    role: Uint8Array.of(0, 0),
    votes: Float32Array.of(...[0.5, 0, 0, 0, 0.25, 0, 0], ...[0.5, 0, 0, 0, 0, 0, 0]),
  };
  const both = { classes: 14, targets: "labels and votes" } as const;
  const rows = [...imageTargets(dataset, Uint32Array.of(0, 1), both)]
    .map((share) => Math.round(share * 1e6) / 1e6);
  deepStrictEqual(rows.slice(0, 14), [0, 0, 0.5, 0, 0, 0, 0, 0.333333, 0, 0, 0, 0.166667, 0, 0]);
  deepStrictEqual(rows.slice(14), [0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0, 0, 0.5]);
  throws(
    () => imageTargets(dataset, Uint32Array.of(0), { ...both, classes: 7 }),
    /14 classes, not 7/,
  );
  const { votes: _, ...bare } = dataset;
  throws(() => imageTargets(bare, Uint32Array.of(0), both), /small has no votes.*fer2013new\.csv/);
});
