import { type Dataset, indicesOf, pick, type Role } from "./dataset.ts";
import { indicesOfUsage } from "./indices_of_usage.ts";

/** Which samples of a data set are meant: those with a role, or those of one of FER2013's usages. */
export type Part = { readonly role: Role } | { readonly usage: string };

/**
 * The samples of one part of a data set, in order, as a data set whose name says so:
 * `"FER2013 PublicTest"`, `"synthetic faces, test"`.
 *
 * @throws {RangeError} if it has no samples.
 *
 * @example
 * ```ts
 * import { partOf } from "#lib/data/part_of.ts";
 * import { syntheticImages } from "#lib/data/synthetic/render.ts";
 * import { strictEqual } from "node:assert/strict";
 * const part = partOf(syntheticImages({ people: 5, seed: 1 }), { role: "test" });
 * strictEqual(part.name, "synthetic faces, test");
 * ```
 */
export function partOf<X extends Uint8Array | Float32Array>(
  dataset: Dataset<X>,
  part: Part,
): Dataset<X> {
  const [indices, name] = "usage" in part
    ? [indicesOfUsage(dataset, part.usage), `${dataset.name} ${part.usage}`]
    : [indicesOf(dataset, part.role), `${dataset.name}, ${part.role}`];
  if (indices.length === 0) throw new RangeError(`there is nothing to judge in ${name}`);
  return { ...pick(dataset, indices), name };
}
