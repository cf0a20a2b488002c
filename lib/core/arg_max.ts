/**
 * The index of the largest value of one row in a row-major table; the first of equals.
 *
 * @param start where the row begins, `width` how long it is.
 */
export function argMax(values: ArrayLike<number>, start = 0, width = values.length): number {
  let best = 0;
  for (let i = 1; i < width; i++) if (values[start + i] > values[start + best]) best = i;
  return best;
}
