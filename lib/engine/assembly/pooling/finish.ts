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
