import { type Dataset, indicesOf, pick, type Role, ROLES } from "./dataset.ts";

/**
 * At most so many samples of each role, evenly spaced over the data set: the smaller data of a fast
 * run. A role that is not named keeps all its samples.
 *
 * @throws {RangeError} for a limit below 1.
 *
 * @example
 * ```ts
 * import { syntheticClouds } from "#lib/data/synthetic/population.ts";
 * import { thinOut } from "#lib/data/thin_out.ts";
 * import { strictEqual } from "node:assert/strict";
 * const few = thinOut(syntheticClouds({ people: 10 }), { train: 5, validation: 1, test: 1 });
 * strictEqual(few.y.length, 7);
 * ```
 */
export function thinOut<X extends Uint8Array | Float32Array>(
  dataset: Dataset<X>,
  limits: Partial<Readonly<Record<Role, number>>>,
): Dataset<X> {
  const kept = ROLES.flatMap((role) => {
    const indices = indicesOf(dataset, role);
    const limit = limits[role] ?? Infinity;
    if (!(limit >= 1)) throw new RangeError(`${role}: a limit of ${limit} keeps nothing`);
    const n = Math.min(indices.length, limit);
    return Array.from({ length: n }, (_, k) => indices[Math.floor(k * indices.length / n)]);
  });
  return pick(dataset, kept.sort((a, b) => a - b));
}
