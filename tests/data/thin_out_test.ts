import { deepStrictEqual, throws } from "node:assert/strict";
import type { Dataset } from "#lib/data/dataset.ts";
import { pictureAt } from "#lib/data/picture_at.ts";
import { thinOut } from "#lib/data/thin_out.ts";

const dataset: Dataset<Uint8Array> = {
  name: "test",
  synthetic: true,
  itemShape: [1, 2, 1],
  ids: ["a", "b", "c", "d", "e", "f"],
  x: Uint8Array.from({ length: 12 }, (_, i) => i),
  y: Uint8Array.of(0, 1, 2, 3, 4, 5),
  role: Uint8Array.of(0, 2, 0, 1, 0, 0),
};

Deno.test("thinOut keeps evenly spaced samples of each role, in their order", () => {
  deepStrictEqual(thinOut(dataset, { train: 2 }).ids, ["a", "b", "d", "e"]);
  deepStrictEqual(thinOut(dataset, { train: 99 }).ids, dataset.ids);
  throws(() => thinOut(dataset, { test: 0 }), /test: a limit of 0/);
});

Deno.test("pictureAt views one image and refuses what is none", () => {
  deepStrictEqual(pictureAt(dataset, 2), { pixels: Uint8Array.of(4, 5), width: 2, height: 1 });
  throws(() => pictureAt(dataset, 6), /sample 6 does not exist/);
  throws(() => pictureAt({ ...dataset, itemShape: [2, 1] }, 0), /no pictures/);
});
