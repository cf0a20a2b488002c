import { messageOf } from "#lib/core/errors.ts";

/** What JavaScript, WebAssembly and libraries say when code has not looked at its input. */
const INTERNAL =
  /cannot read|is undefined|of undefined|is not a function|is not iterable|invalid (typed )?array|array buffer|out of bounds|call stack|memory access|unreachable|offset is outside|invalid count|cannot convert|\[object|HDF5-DIAG.*$|of null/i;

/**
 * Whether an error is one that a reader of files may give: of a built-in class, in words of its own.
 */
export function isClearError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const named = error instanceof SyntaxError || error instanceof RangeError ||
    error instanceof TypeError;
  return named && !INTERNAL.test(messageOf(error).split("\n")[0].replaceAll(/"[^"]*"/g, '""'));
}
