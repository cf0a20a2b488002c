import { type Dataset, ROLES } from "./dataset.ts";

/**
 * The same samples with those of the validation role given to training: for the last training of a
 * recipe that has been chosen, when there is nothing left to choose.
 *
 * @returns a copy that shares all arrays but the roles.
 *
 * @example
 * ```ts
 * import { syntheticClouds } from "#lib/data/synthetic/population.ts";
 * import { indicesOf } from "#lib/data/dataset.ts";
 * import { withValidation } from "#lib/data/with_validation.ts";
 * import { strictEqual } from "node:assert/strict";
 * const clouds = withValidation(syntheticClouds({ people: 10 }));
 * strictEqual(indicesOf(clouds, "validation").length, 0);
 * ```
 */
export function withValidation<X extends Uint8Array | Float32Array>(
  dataset: Dataset<X>,
): Dataset<X> {
  const [train, validation] = [ROLES.indexOf("train"), ROLES.indexOf("validation")];
  return { ...dataset, role: dataset.role.map((of) => of === validation ? train : of) };
}
