/**
 * Root-mean-square difference, in grey levels, below which two crops count as one photo. Saving a
 * photo anew as JPEG changes its crop by one or two levels; two photos of one person in one pose
 * differ by ten and more.
 */
const SAME = 4;

/**
 * Whether two face crops come from the same photo, saved anew perhaps, or made lighter or darker.
 *
 * @param a and `b`: crops of one size, uint8
 *
 * @example
 * ```ts
 * import { isSamePhoto } from "#lib/preprocess/is_same_photo.ts";
 * import { ok } from "node:assert/strict";
 * const photo = Uint8Array.from({ length: 48 * 48 }, (_, i) => i % 200);
 * ok(isSamePhoto(photo, photo.map((value) => value + 20)));
 * ok(!isSamePhoto(photo, photo.toReversed()));
 * ```
 */
export function isSamePhoto(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) {
    throw new RangeError(`crops of ${a.length} and ${b.length} pixels cannot be compared`);
  }
  const [meanA, meanB] = [mean(a), mean(b)];
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i] - meanA - b[i] + meanB) ** 2;
  return Math.sqrt(squares / a.length) < SAME;
}

function mean(values: Uint8Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
