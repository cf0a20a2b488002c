import { Rng } from "../core/rng.ts";
import { stratifiedSplit } from "./stratified_split.ts";

/** Share of the Training rows that is set aside for validation. */
export const VALIDATION_FRACTION = 0.1;
/** Seed of the cut: the year of the data. */
export const VALIDATION_SEED = 2013;

/**
 * The rule by which the committed validation split was cut from FER2013's Training rows: a tenth of
 * each label, identical images kept together (decision 0303 says why).
 *
 * @param labels `[n]` labels of Training rows, in the file's order.
 * @param hashes `[n]` their pixel hashes.
 * @returns ascending indices of the rows set aside.
 */
export function fer2013Validation(
  labels: ArrayLike<number>,
  hashes: ArrayLike<number>,
): Uint32Array {
  const rng = new Rng(VALIDATION_SEED).split("FER2013 validation");
  return stratifiedSplit(labels, { fraction: VALIDATION_FRACTION, rng, groups: hashes });
}
