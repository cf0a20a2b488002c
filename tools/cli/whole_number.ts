import { UsageError } from "./run_command.ts";

/**
 * The whole number that an option was given, or `undefined` where it was not.
 *
 * @throws {UsageError} for anything but a whole number of at least `from`.
 */
export function wholeNumber(
  option: string,
  text: string | undefined,
  { from = 0 }: { readonly from?: number } = {},
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < from) {
    throw new UsageError(`--${option} needs a whole number from ${from} on, not "${text}"`);
  }
  return value;
}
