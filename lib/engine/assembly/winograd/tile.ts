/*
 * Convolution with 3x3 kernels (times a depth) by Winograd's F(4x4, 3x3): tiles of 4x4 outputs, each
 * from 6x6 inputs, by 36 products instead of 144 (Lavin and Gray 2016, "Fast algorithms for
 * convolutional neural networks"). Transformed arrays are `[36, tiles, …]`. Channels come in fours.
 */

/**
 * Channels are taken by cache lines: the 36 places of a transformed tile lie powers of two apart and
 * fall on the same few lines of the cache, so each line is filled before the next is begun.
 */
export const LINE: usize = 64;

/** Room for the intermediate vectors of a tile, a cache line of channels wide. */
export const TILE_BYTES: usize = 36 * LINE;

// @ts-ignore: decorator
@inline
export function scale(x: v128, factor: f32): v128 {
  return f32x4.mul(x, f32x4.splat(factor));
}

// @ts-ignore: decorator
@inline
export function fma(x: v128, factor: f32, sum: v128): v128 {
  return f32x4.relaxed_madd(x, f32x4.splat(factor), sum);
}

/** `sum + x * factor`. */
// @ts-ignore: decorator
@inline
export function plus(x: v128, factor: v128, sum: v128): v128 {
  return f32x4.relaxed_madd(x, factor, sum);
}

/** `sum - x * factor`. */
// @ts-ignore: decorator
@inline
export function less(x: v128, factor: v128, sum: v128): v128 {
  return f32x4.relaxed_nmadd(x, factor, sum);
}

/** Whether a square of cells lies in `[height, width]`. */
// @ts-ignore: decorator
@inline
export function isInside(y: i32, x: i32, side: i32, height: i32, width: i32): bool {
  return y >= 0 && x >= 0 && y + side <= height && x + side <= width;
}

/** Copies a square of cells into `to[side, side, channels]`, with zeros outside `[height, width]`. */
export function copySquare(
  plane: usize,
  y: i32,
  x: i32,
  side: i32,
  height: i32,
  width: i32,
  pixel: usize,
  to: usize,
): void {
  const run = <usize>side * pixel;
  const left = max(0, x);
  const right = min(width, x + side);
  for (let row = 0; row < side; row++) {
    const line = y + row;
    memory.fill(to, 0, run);
    if (line >= 0 && line < height && right > left) {
      memory.copy(
        to + <usize>(left - x) * pixel,
        plane + (<usize>line * <usize>width + <usize>left) * pixel,
        <usize>(right - left) * pixel,
      );
    }
    to += run;
  }
}
