import { renameSync } from "node:fs";

/** How {@link replaceFile} renames and waits; for tests. */
export interface ReplaceOptions {
  readonly rename?: (from: string, to: string) => void;
  /** Waits so many milliseconds, blocking. */
  readonly pause?: (milliseconds: number) => void;
}

/** What Windows says of a file that another program has open: it may not be renamed over. */
const IN_USE = new Set(["EPERM", "EACCES", "EBUSY"]);
/** Waits between the tries, milliseconds: two seconds together. */
const PAUSES = [10, 30, 60, 150, 250, 500, 1000];

/**
 * Lets one file take the place of another, in one step as seen from outside. On Windows that fails
 * while another program has the old one open, a virus scanner for instance for the moment after it was
 * written; so it is tried again for two seconds.
 *
 * @throws {Error} of the system; where `to` is still in use, it says so. Both files are then as before.
 */
export function replaceFile(
  from: string,
  to: string,
  { rename = renameSync, pause = block }: ReplaceOptions = {},
): void {
  for (const wait of [...PAUSES, undefined]) {
    try {
      return rename(from, to);
    } catch (error) {
      if (!IN_USE.has((error as { code?: string }).code ?? "")) throw error;
      if (wait === undefined) {
        throw new Error(
          `${to} may not be replaced: another program has it open, or it is protected`,
          {
            cause: error,
          },
        );
      }
      pause(wait);
    }
  }
}

/** Blocks, since what calls this must not be interleaved with anything else. */
function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
