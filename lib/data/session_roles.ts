import type { Role } from "./dataset.ts";

/** With fewer sessions than this there is nothing to learn from: all of them are for testing. */
export const FEWEST_SESSIONS = 10;

/**
 * The role of each recording session: the latest fifth is for testing, the tenth before it for
 * validation, the rest for training.
 *
 * The sessions' names are their times. One person's sessions follow each other, so that a cut in
 * time goes through one person at most, where a random split would put everybody on both sides.
 */
export function sessionRoles(names: readonly string[]): readonly Role[] {
  if (names.length < FEWEST_SESSIONS) return names.map(() => "test");
  const order = [...names.keys()].sort((a, b) =>
    names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : 0
  );
  const test = Math.round(names.length * 0.2);
  const validation = Math.max(1, Math.round(names.length * 0.1));
  const roles: Role[] = names.map(() => "train");
  order.forEach((session, rank) => {
    if (rank >= names.length - test) roles[session] = "test";
    else if (rank >= names.length - test - validation) roles[session] = "validation";
  });
  return roles;
}
