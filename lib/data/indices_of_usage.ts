import type { Dataset } from "./dataset.ts";

/**
 * The indices of the samples of one usage, in order: what `--usage PrivateTest` picks.
 *
 * FER2013's ids carry the usage (`"PublicTest/12"`), because both of its test parts have the role
 * `test`; this tells them apart. Ids without a usage, such as those of synthetic faces, do not
 * match, and the error says what there is.
 *
 * @throws {RangeError} if no sample has that usage.
 *
 * @example
 * ```ts
 * import { indicesOfUsage } from "#lib/data/indices_of_usage.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const dataset = {
 *   name: "FER2013",
 *   synthetic: false,
 *   itemShape: [1],
 *   ids: ["Training/0", "PublicTest/0", "PublicTest/1"],
 *   x: Uint8Array.of(7, 8, 9),
 *   y: Uint8Array.of(0, 3, 6),
 *   role: Uint8Array.of(0, 2, 2),
 * };
 * deepStrictEqual([...indicesOfUsage(dataset, "PublicTest")], [1, 2]);
 * ```
 */
export function indicesOfUsage(dataset: Dataset, usage: string): Uint32Array {
  const found: number[] = [];
  const counts = new Map<string, number>();
  dataset.ids.forEach((id, i) => {
    const slash = id.indexOf("/");
    const of = slash < 0 ? id : id.slice(0, slash);
    counts.set(of, (counts.get(of) ?? 0) + 1);
    if (slash > 0 && of === usage) found.push(i);
  });
  if (found.length > 0) return Uint32Array.from(found);
  const there = dataset.name.startsWith("FER2013")
    ? `It holds ${[...counts].map(([of, n]) => `${n} ${of}`).join(", ")} rows; name one of these.`
    : "Only FER2013 has usages; select by role (train, validation, test) here.";
  throw new RangeError(`no sample of ${dataset.name} has the usage "${usage}". ${there}`);
}
