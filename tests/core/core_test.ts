import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { emotionIndex, EMOTIONS } from "#lib/core/emotions.ts";
import { expectShape, sizeOf } from "#lib/core/shapes.ts";
import { datasetSize, indicesOf, pick } from "#lib/data/dataset.ts";

Deno.test("emotion numbers are FER2013's", () => {
  deepStrictEqual(EMOTIONS.map(emotionIndex), [0, 1, 2, 3, 4, 5, 6]);
  strictEqual(EMOTIONS[6], "neutral");
  throws(() => emotionIndex("joy"), /"joy" is no expression label/);
});

Deno.test("shapes: names bind to one size", () => {
  expectShape({ shape: [2, 3, 3] }, ["n", "side", "side"]);
  throws(() => expectShape({ shape: [2, 3, 4] }, ["n", "side", "side"], "grid"), /grid: expected/);
  throws(() => expectShape({ shape: [0, 3] }, ["n", 3]), RangeError);
  strictEqual(sizeOf([2, 3, 4]), 24);
});

Deno.test("pick copies rows, roles and groups in the order asked for", () => {
  const dataset = {
    name: "test",
    synthetic: true,
    itemShape: [2],
    ids: ["a", "b", "c"],
    x: Uint8Array.of(1, 2, 3, 4, 5, 6),
    y: Uint8Array.of(0, 1, 2),
    role: Uint8Array.of(0, 2, 0),
    group: Uint32Array.of(7, 8, 9),
  };
  deepStrictEqual([...indicesOf(dataset, "train")], [0, 2]);
  const some = pick(dataset, [2, 0]);
  strictEqual(datasetSize(some), 2);
  deepStrictEqual([...some.x], [5, 6, 1, 2]);
  deepStrictEqual([...some.group!], [9, 7]);
  throws(() => pick(dataset, [3]), /sample 3 does not exist/);
});
