import { type Role, ROLES } from "#lib/data/dataset.ts";
import type { Part } from "#lib/data/part_of.ts";
import { UsageError } from "./run_command.ts";

/** The options of every task that judges on a part of the images; to be spread into its own. */
export const PART_OPTIONS = {
  usage: { type: "string" },
  role: { type: "string" },
} as const;

/** The lines of `--help` on {@link PART_OPTIONS}. */
export function partHelp(byDefault: Role): string {
  return `  --usage USAGE     the rows of one usage: PublicTest, PrivateTest or Training
  --role ROLE       the rows of one role instead: ${ROLES.join(", ")} (default: ${byDefault})`;
}

/**
 * Which rows the options ask for.
 *
 * @throws {UsageError} for both options at once, or no such role.
 */
export function readPart(
  { usage, role }: { readonly usage?: string; readonly role?: string },
  byDefault: Role,
): Part {
  if (usage !== undefined && role !== undefined) {
    throw new UsageError("rows are chosen by --usage or by --role, not by both");
  }
  if (usage !== undefined) return { usage };
  const found = ROLES.find((known) => known === (role ?? byDefault));
  if (!found) throw new UsageError(`--role needs one of ${ROLES.join(", ")}, not "${role}"`);
  return { role: found };
}
