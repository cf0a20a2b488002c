import { faces, obj, ply } from "./cloud_targets.ts";
import { h5, keras } from "./model_targets.ts";
import { notebookParameters } from "./parameters_target.ts";
import { photo } from "./photo_target.ts";
import { csv, gzip } from "./table_targets.ts";
import type { FuzzTarget } from "./target.ts";

/** All that takes input from outside, and how many cases of 100,000 each gets: slow ones fewer. */
export const TARGETS: readonly (readonly [target: FuzzTarget, cases: number])[] = [
  [csv, 20_000],
  [gzip, 12_000],
  [faces, 18_000],
  [obj, 16_000],
  [ply, 16_000],
  [h5, 5_000],
  [keras, 2_000],
  [photo, 3_000],
  [notebookParameters, 8_000],
];

/** @throws {RangeError} where there is none of that name. */
export function findTarget(name: string): FuzzTarget {
  const found = TARGETS.find(([target]) => target.name === name);
  if (!found) throw new RangeError(`nothing to fuzz is called "${name}"`);
  return found[0];
}
