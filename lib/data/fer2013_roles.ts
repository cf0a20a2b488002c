import type { Fer2013Rows } from "./fer2013_rows.ts";
import { fer2013Validation } from "./fer2013_validation.ts";
import type { KnownTraining } from "./known_training.ts";
import { ROLES } from "./dataset.ts";
import { USAGES } from "./usages.ts";

/** What each row is for, and whether it has been seen. */
export interface Fer2013Roles {
  /** `[n]` indices into `ROLES`. */
  readonly role: Uint8Array;
  /** `[n]` 1 where an exact copy of the image may have been learned from. */
  readonly leaked: Uint8Array;
  /** Training rows that are not among the known ones. */
  readonly unknownTraining: number;
}

const [TRAIN, VALIDATION, TEST] = (["train", "validation", "test"] as const)
  .map((role) => ROLES.indexOf(role));
const TRAINING = USAGES.indexOf("Training");

/**
 * Gives each row its role and says which test rows are copies of Training rows.
 *
 * An image decides, not its place: a Training row is for validation if its pixels are those of an
 * image in the committed split, in whatever order or number the rows come. Training rows of unknown
 * pixels are cut by the same rule among themselves. So no image is ever in both roles.
 *
 * `leaked` is 1 for test rows with an exact copy among the Training rows, known or in this file; for
 * train rows, which are what is learned from; and 0 for validation rows, which have no copy in train.
 */
export function fer2013Roles(
  { usage, y }: Pick<Fer2013Rows, "usage" | "y">,
  hashes: Float64Array,
  known: KnownTraining,
): Fer2013Roles {
  const knownHashes = new Set(known.hashes);
  const training = new Set(knownHashes);
  const unknown: number[] = [];
  usage.forEach((of, i) => {
    if (of !== TRAINING || knownHashes.has(hashes[i])) return;
    unknown.push(i);
    training.add(hashes[i]);
  });
  const role = usage.map((of, i) =>
    of !== TRAINING ? TEST : known.validation.has(hashes[i]) ? VALIDATION : TRAIN
  );
  const cut = fer2013Validation(unknown.map((i) => y[i]), unknown.map((i) => hashes[i]));
  for (const k of cut) role[unknown[k]] = VALIDATION;
  const leaked = role.map((of, i) =>
    Number(of === TRAIN || (of === TEST && training.has(hashes[i])))
  );
  return { role, leaked, unknownTraining: unknown.length };
}
