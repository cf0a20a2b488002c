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
