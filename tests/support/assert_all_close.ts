import { AssertionError } from "node:assert/strict";

/** How far two numbers may lie apart: `|a - b| <= absolute + relative * |b|`, as NumPy's allclose. */
export interface Tolerance {
  readonly absolute?: number;
  readonly relative?: number;
}

/**
 * Fails unless two rows of numbers have one length and agree entry by entry. NaN agrees with
 * nothing, not even NaN, and an infinity only with itself.
 */
export function assertAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { absolute = 1e-6, relative = 1e-6 }: Tolerance = {},
): void {
  if (actual.length !== expected.length) {
    throw new AssertionError({ message: `${actual.length} values, expected ${expected.length}` });
  }
  let worst = -1;
  let excess = 0;
  for (let i = 0; i < actual.length; i++) {
    if (actual[i] === expected[i]) continue;
    const over = Math.abs(actual[i] - expected[i]) - (absolute + relative * Math.abs(expected[i]));
    if (!(over <= 0) && !(over <= excess)) {
      worst = i;
      excess = over;
    }
  }
  if (worst >= 0) {
    throw new AssertionError({
      message: `values differ, most at index ${worst}: ${actual[worst]}, expected ${
        expected[worst]
      }`,
    });
  }
}
