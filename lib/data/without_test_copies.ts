import { type Dataset, pick, ROLES } from "./dataset.ts";
import { pixelHash } from "./pixel_hash.ts";
import { sizeOf } from "../core/shapes.ts";

/**
 * The same images without those of the train and validation roles that are exact copies of a test
 * image: what a model should learn from whose test scores are to be believed for all rows.
 *
 * Only test rows that are in the data set can be looked for. A FER2013 without PrivateTest still
 * holds Training rows that PrivateTest repeats.
 *
 * @returns a copy in the same order. All test rows stay, and none of them is `leaked` any more.
 *
 * @example
 * ```ts
 * import { withoutTestCopies } from "#lib/data/without_test_copies.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const dataset = {
 *   name: "three one-pixel images",
 *   synthetic: true,
 *   itemShape: [1],
 *   ids: ["a", "b", "c"],
 *   x: Uint8Array.of(7, 8, 7),
 *   y: Uint8Array.of(0, 1, 0),
 *   role: Uint8Array.of(0, 0, 2), // train, train, test
 * };
 * deepStrictEqual(withoutTestCopies(dataset).ids, ["b", "c"]);
 * ```
 */
export function withoutTestCopies(dataset: Dataset<Uint8Array>): Dataset<Uint8Array> {
  const { x, role } = dataset;
  const size = sizeOf(dataset.itemShape);
  const test = ROLES.indexOf("test");
  const hashOf = (i: number) => pixelHash(x.subarray(i * size, (i + 1) * size));
  const tested = new Set<number>();
  role.forEach((of, i) => of === test && tested.add(hashOf(i)));
  const kept = [...role.keys()].filter((i) => role[i] === test || !tested.has(hashOf(i)));
  const rest = pick(dataset, kept);
  const leaked = rest.leaked?.map((value, i) => rest.role[i] === test ? 0 : value);
  return { ...rest, ...(leaked && { leaked }) };
}
