import { Rng } from "../../core/rng.ts";
import type { Role } from "../dataset.ts";

/**
 * The role of each person: 70% train, 15% validation, 15% test, at least one each. A person is
 * never in two roles.
 *
 * @throws {RangeError} for fewer than 3 people.
 */
export function splitPeople(people: number, seed: number | string): readonly Role[] {
  if (!Number.isInteger(people) || people < 3) {
    throw new RangeError(
      `people must be a whole number of at least 3, one for each role: ${people}`,
    );
  }
  const held = Math.max(1, Math.round(people * 0.15));
  const roles: Role[] = new Array(people).fill("train");
  const order = new Rng(`synthetic population ${seed}`).split("roles").permutation(people);
  order.forEach((person, k) => {
    if (k < held) roles[person] = "test";
    else if (k < 2 * held) roles[person] = "validation";
  });
  return roles;
}
