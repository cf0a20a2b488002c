export const RELU = 1;
export const BIAS = 2;

/** What outputs are lifted to: 0 for ReLU. Behind `pmax`, as its second operand, NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function floorOf(flags: i32): v128 {
  return f32x4.splat((flags & RELU) != 0 ? 0 : -Infinity);
}

/** What is added to four outputs. */
// @ts-ignore: decorator
@inline
export function shiftOf(bias: usize, offset: usize, flags: i32): v128 {
  return (flags & BIAS) != 0 ? v128.load(bias + offset) : f32x4.splat(0);
}

/**
 * Whether one of sixteen maxima is still what they start from. NaN never wins, so the window holds
 * nothing but NaN and -Infinity there, and its last value is the maximum (see `orLast`).
 */
// @ts-ignore: decorator
@inline
export function anyNothing(best0: v128, best1: v128, best2: v128, best3: v128): bool {
  const lowest = f32x4.pmin(f32x4.pmin(best0, best1), f32x4.pmin(best2, best3));
  return v128.any_true(f32x4.eq(lowest, f32x4.splat(-Infinity)));
}

/** The maximum, or the value at `last` where nothing was larger than -Infinity. */
// @ts-ignore: decorator
@inline
export function orLast(best: v128, last: usize): v128 {
  return v128.bitselect(v128.load(last), best, f32x4.eq(best, f32x4.splat(-Infinity)));
}

/** Stores sixteen maxima with bias and ReLU. `last` is where the window's last values lie, 0 for none. */
// @ts-ignore: decorator
@inline
export function storeMaxima(
  best0: v128,
  best1: v128,
  best2: v128,
  best3: v128,
  last: usize,
  to: usize,
  bias: usize,
  flags: i32,
): void {
  if (last != 0 && anyNothing(best0, best1, best2, best3)) {
    best0 = orLast(best0, last);
    best1 = orLast(best1, last + 16);
    best2 = orLast(best2, last + 32);
    best3 = orLast(best3, last + 48);
  }
  const floor = floorOf(flags);
  v128.store(to, f32x4.pmax(f32x4.add(best0, shiftOf(bias, 0, flags)), floor));
  v128.store(to, f32x4.pmax(f32x4.add(best1, shiftOf(bias, 16, flags)), floor), 16);
  v128.store(to, f32x4.pmax(f32x4.add(best2, shiftOf(bias, 32, flags)), floor), 32);
  v128.store(to, f32x4.pmax(f32x4.add(best3, shiftOf(bias, 48, flags)), floor), 48);
}

/** Stores the sixteen maxima's places in their windows, as bytes. */
// @ts-ignore: decorator
@inline
export function storePlaces(
  place0: v128,
  place1: v128,
  place2: v128,
  place3: v128,
  to: usize,
): void {
  const low = i16x8.narrow_i32x4_u(place0, place1);
  v128.store(to, i8x16.narrow_i16x8_u(low, i16x8.narrow_i32x4_u(place2, place3)));
}
