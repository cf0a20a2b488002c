import { Geometry } from "../geometry";
import { storeMaxima } from "./finish";

/** Channels taken at a time, and bytes of their maxima. */
const CHANNELS = 16;
const ENTRY: usize = 64;

/** What becomes of a line's maxima. */
const KEEP = 0;
const PAIR = 1;
const FINISH = 2;

/** Whether {@link maxPoolPairs} knows a pooling's windows. */
// @ts-ignore: decorator
@inline
export function isOfPairs(g: Geometry): bool {
  const size = g.kernelHeight;
  return (size == 3 || size == 5) && g.kernelWidth == size &&
    g.strideHeight == 2 && g.strideWidth == 2 && g.top == 0 && g.left == 0 &&
    (g.outHeight - 1) * 2 + size <= g.inHeight && (g.outWidth - 1) * 2 + size <= g.inWidth;
}

/**
 * `maxPoolOverlapping` without places, for windows of 3x3 or 5x5 in steps of two without padding.
 * Such a window is one or two pairs of cells and a cell, along the lines and across them. Neighbouring
 * windows share their pairs, so that a cell is looked at once along its line, where the general kernel
 * looks at it two or three times.
 *
 * `room` holds the maxima of a line and of one or two pairs of lines.
 */
export function maxPoolPairs(
  shape: usize,
  input: usize,
  output: usize,
  first: i32,
  last: i32,
  bias: usize,
  flags: i32,
  room: usize,
): void {
  if (changetype<Geometry>(shape).kernelHeight == 5) {
    pool(shape, input, output, first, last, bias, flags, room, 2);
  } else pool(shape, input, output, first, last, bias, flags, room, 1);
}

// @ts-ignore: decorator
@inline
function pool(
  shape: usize,
  input: usize,
  output: usize,
  first: i32,
  last: i32,
  bias: usize,
  flags: i32,
  room: usize,
  pairs: i32,
): void {
  const g = changetype<Geometry>(shape);
  const pixel = <usize>g.channels << 2;
  const rowBytes = <usize>g.inWidth * pixel;
  const width = <usize>g.outWidth;
  const line = room;
  const one = room + width * ENTRY;
  const other = pairs == 2 ? one + width * ENTRY : one;
  for (let c: usize = 0; c < pixel; c += CHANNELS << 2) {
    let image = -1;
    let row: usize = 0;
    // The pair that the window begins with, and the one that the next window begins with.
    let near = one;
    let far = other;
    for (let y = first; y < last; y++) {
      const n = y / g.outHeight;
      if (n != image) {
        image = n;
        row = input + <usize>(n * g.inHeight + (y % g.outHeight) * 2) * rowBytes + c;
        maxima(row, pixel, width, line, near, far, 0, 0, 0, pairs, KEEP);
        row += rowBytes;
        if (pairs == 2) {
          maxima(row, pixel, width, line, near, near, 0, 0, 0, pairs, PAIR);
          row += rowBytes;
          maxima(row, pixel, width, line, near, far, 0, 0, 0, pairs, KEEP);
          row += rowBytes;
        }
      }
      maxima(row, pixel, width, line, near, far, 0, 0, 0, pairs, PAIR);
      row += rowBytes;
      const target = output + <usize>y * width * pixel + c;
      maxima(row, pixel, width, line, near, far, target, bias + c, flags, pairs, FINISH);
      row += rowBytes;
      const gone = near;
      near = far;
      far = gone;
    }
  }
}

/**
 * The maxima along the line of cells at `row`: kept in `line`; or their maxima with those in `line` are
 * kept in `far`; or the maxima of them, `near` and `far` are the windows', and they themselves are kept in
 * `line` for the next ones.
 */
// @ts-ignore: decorator
@inline
function maxima(
  row: usize,
  pixel: usize,
  width: usize,
  line: usize,
  near: usize,
  far: usize,
  target: usize,
  bias: usize,
  flags: i32,
  pairs: i32,
  end: i32,
): void {
  const nothing = f32x4.splat(-Infinity);
  let at = row;
  // The first cell of a pair, NaN taken for nothing, and the pair before.
  let cell0 = f32x4.pmax(nothing, v128.load(at));
  let cell1 = f32x4.pmax(nothing, v128.load(at, 16));
  let cell2 = f32x4.pmax(nothing, v128.load(at, 32));
  let cell3 = f32x4.pmax(nothing, v128.load(at, 48));
  let pair0 = nothing;
  let pair1 = nothing;
  let pair2 = nothing;
  let pair3 = nothing;
  if (pairs == 2) {
    at += pixel;
    pair0 = f32x4.pmax(cell0, v128.load(at));
    pair1 = f32x4.pmax(cell1, v128.load(at, 16));
    pair2 = f32x4.pmax(cell2, v128.load(at, 32));
    pair3 = f32x4.pmax(cell3, v128.load(at, 48));
    at += pixel;
    cell0 = f32x4.pmax(nothing, v128.load(at));
    cell1 = f32x4.pmax(nothing, v128.load(at, 16));
    cell2 = f32x4.pmax(nothing, v128.load(at, 32));
    cell3 = f32x4.pmax(nothing, v128.load(at, 48));
  }
  for (let x: usize = 0; x < width; x++) {
    at += pixel;
    const next0 = f32x4.pmax(cell0, v128.load(at));
    const next1 = f32x4.pmax(cell1, v128.load(at, 16));
    const next2 = f32x4.pmax(cell2, v128.load(at, 32));
    const next3 = f32x4.pmax(cell3, v128.load(at, 48));
    at += pixel;
    cell0 = f32x4.pmax(nothing, v128.load(at));
    cell1 = f32x4.pmax(nothing, v128.load(at, 16));
    cell2 = f32x4.pmax(nothing, v128.load(at, 32));
    cell3 = f32x4.pmax(nothing, v128.load(at, 48));
    let best0 = f32x4.pmax(next0, cell0);
    let best1 = f32x4.pmax(next1, cell1);
    let best2 = f32x4.pmax(next2, cell2);
    let best3 = f32x4.pmax(next3, cell3);
    if (pairs == 2) {
      best0 = f32x4.pmax(best0, pair0);
      best1 = f32x4.pmax(best1, pair1);
      best2 = f32x4.pmax(best2, pair2);
      best3 = f32x4.pmax(best3, pair3);
      pair0 = next0;
      pair1 = next1;
      pair2 = next2;
      pair3 = next3;
    }
    const entry = x * ENTRY;
    if (end == PAIR) {
      best0 = f32x4.pmax(best0, v128.load(line + entry));
      best1 = f32x4.pmax(best1, v128.load(line + entry, 16));
      best2 = f32x4.pmax(best2, v128.load(line + entry, 32));
      best3 = f32x4.pmax(best3, v128.load(line + entry, 48));
    }
    if (end != FINISH) {
      const to = (end == KEEP ? line : far) + entry;
      v128.store(to, best0);
      v128.store(to, best1, 16);
      v128.store(to, best2, 32);
      v128.store(to, best3, 48);
      continue;
    }
    const kept = line + entry;
    v128.store(kept, best0);
    v128.store(kept, best1, 16);
    v128.store(kept, best2, 32);
    v128.store(kept, best3, 48);
    best0 = f32x4.pmax(best0, v128.load(far + entry));
    best1 = f32x4.pmax(best1, v128.load(far + entry, 16));
    best2 = f32x4.pmax(best2, v128.load(far + entry, 32));
    best3 = f32x4.pmax(best3, v128.load(far + entry, 48));
    if (pairs == 2) {
      best0 = f32x4.pmax(best0, v128.load(near + entry));
      best1 = f32x4.pmax(best1, v128.load(near + entry, 16));
      best2 = f32x4.pmax(best2, v128.load(near + entry, 32));
      best3 = f32x4.pmax(best3, v128.load(near + entry, 48));
    }
    storeMaxima(best0, best1, best2, best3, at, target + x * pixel, bias, flags);
  }
}
