/**
 * For a promise's `catch`: a file or folder that is not there is no error, all else is.
 *
 * @example
 * ```ts
 * import { ignoreMissing } from "#lib/core/ignore_missing.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(await Deno.readFile("no such file").catch(ignoreMissing), undefined);
 * ```
 */
export function ignoreMissing(error: unknown): undefined {
  const missing = error instanceof Deno.errors.NotFound ||
    // The path leads through something that is a file.
    error instanceof Deno.errors.NotADirectory;
  if (!missing) throw error;
}
