import { Geometry } from "../geometry";
import { anyNothing, orLast, storeMaxima, storePlaces } from "./finish";
import { isOfPairs, maxPoolPairs } from "./pairs";

/** Channels taken at a time, and bytes of their maxima and of the maxima's places. */
const CHANNELS = 16;
const VALUES: usize = 64;
const ENTRY: usize = 128;

/**
 * `maxPool` for two-dimensional windows that overlap: along the lines first, then across them, so
 * that a cell is looked at by a line of the window instead of by all of it. Channels in sixteens, no
 * dilation. `room` holds a line of outputs for each line of the window. Places are left out where
 * `places` is 0.
 */
export function maxPoolOverlapping(
  shape: usize,
  input: usize,
  output: usize,
  places: usize,
  first: i32,
  last: i32,
  bias: usize,
  flags: i32,
  room: usize,
): void {
  if (places != 0) pool(shape, input, output, places, first, last, bias, flags, room, true);
  else if (isOfPairs(changetype<Geometry>(shape))) {
    maxPoolPairs(shape, input, output, first, last, bias, flags, room);
  } else pool(shape, input, output, 0, first, last, bias, flags, room, false);
}

// @ts-ignore: decorator
@inline
function pool(
  shape: usize,
  input: usize,
  output: usize,
  places: usize,
  first: i32,
  last: i32,
  bias: usize,
  flags: i32,
  room: usize,
  placed: bool,
): void {
  const g = changetype<Geometry>(shape);
  const channels = <usize>g.channels;
  const pixel = channels << 2;
  const height = g.kernelHeight;
  const roomLine = <usize>g.outWidth * ENTRY;
  for (let c: usize = 0; c < channels; c += CHANNELS) {
    let image = -1;
    let done = 0;
    for (let line = first; line < last; line++) {
      const n = line / g.outHeight;
      const top = (line % g.outHeight) * g.strideHeight - g.top;
      const from = max(0, top);
      const to = min(g.inHeight, top + height);
      if (n != image) {
        image = n;
        done = from;
      }
      for (let y = max(done, from); y < to; y++) {
        const row = input + <usize>(n * g.inHeight + y) * <usize>g.inWidth * pixel + (c << 2);
        poolLine(g, row, pixel, room + <usize>(y % height) * roomLine, placed);
      }
      done = max(done, to);
      const cell = <usize>line * <usize>g.outWidth;
      const slot = from % height;
      for (let x: usize = 0; x < <usize>g.outWidth; x++) {
        const entry = room + x * ENTRY;
        const target = output + (cell + x) * pixel + (c << 2);
        const place = places + (cell + x) * channels + c;
        poolAcross(
          g,
          entry,
          roomLine,
          slot,
          from - top,
          to - top,
          target,
          place,
          bias + (c << 2),
          flags,
          placed,
        );
      }
    }
  }
}

/** The maxima along a line of the input, and their places in a line of the window. */
// @ts-ignore: decorator
@inline
function poolLine(g: Geometry, row: usize, pixel: usize, to: usize, placed: bool): void {
  for (let x = 0; x < g.outWidth; x++) {
    const left = x * g.strideWidth - g.left;
    const end = min(g.kernelWidth, g.inWidth - left);
    let best0 = f32x4.splat(-Infinity);
    let best1 = best0;
    let best2 = best0;
    let best3 = best0;
    let place0 = i32x4.splat(255);
    let place1 = place0;
    let place2 = place0;
    let place3 = place0;
    const start = max(0, -left);
    let kx = start;
    let at = row + <usize>(left + kx) * pixel;
    for (; kx < end; kx++) {
      const value0 = v128.load(at);
      const value1 = v128.load(at, 16);
      const value2 = v128.load(at, 32);
      const value3 = v128.load(at, 48);
      if (placed) {
        const here = i32x4.splat(kx);
        place0 = i32x4.relaxed_laneselect(here, place0, f32x4.gt(value0, best0));
        place1 = i32x4.relaxed_laneselect(here, place1, f32x4.gt(value1, best1));
        place2 = i32x4.relaxed_laneselect(here, place2, f32x4.gt(value2, best2));
        place3 = i32x4.relaxed_laneselect(here, place3, f32x4.gt(value3, best3));
      }
      best0 = f32x4.pmax(best0, value0);
      best1 = f32x4.pmax(best1, value1);
      best2 = f32x4.pmax(best2, value2);
      best3 = f32x4.pmax(best3, value3);
      at += pixel;
    }
    if (start < end && anyNothing(best0, best1, best2, best3)) {
      const last = at - pixel;
      best0 = orLast(best0, last);
      best1 = orLast(best1, last + 16);
      best2 = orLast(best2, last + 32);
      best3 = orLast(best3, last + 48);
    }
    v128.store(to, best0);
    v128.store(to, best1, 16);
    v128.store(to, best2, 32);
    v128.store(to, best3, 48);
    if (placed) {
      v128.store(to + VALUES, place0);
      v128.store(to + VALUES, place1, 16);
      v128.store(to + VALUES, place2, 32);
      v128.store(to + VALUES, place3, 48);
    }
    to += ENTRY;
  }
}

/**
 * The maxima across the window's lines `from … to - 1`, the first of which lies in `slot`, with bias
 * and ReLU, and their places in the window.
 */
// @ts-ignore: decorator
@inline
function poolAcross(
  g: Geometry,
  entry: usize,
  roomLine: usize,
  slot: i32,
  from: i32,
  to: i32,
  target: usize,
  place: usize,
  bias: usize,
  flags: i32,
  placed: bool,
): void {
  let best0 = f32x4.splat(-Infinity);
  let best1 = best0;
  let best2 = best0;
  let best3 = best0;
  let last: usize = 0;
  let place0 = i32x4.splat(255);
  let place1 = place0;
  let place2 = place0;
  let place3 = place0;
  for (let y = from; y < to; y++) {
    const at = entry + <usize>slot * roomLine;
    if (++slot == g.kernelHeight) slot = 0;
    const value0 = v128.load(at);
    const value1 = v128.load(at, 16);
    const value2 = v128.load(at, 32);
    const value3 = v128.load(at, 48);
    if (placed) {
      const line = i32x4.splat(y * g.kernelWidth);
      place0 = placeOf(at + VALUES, line, place0, f32x4.gt(value0, best0));
      place1 = placeOf(at + VALUES + 16, line, place1, f32x4.gt(value1, best1));
      place2 = placeOf(at + VALUES + 32, line, place2, f32x4.gt(value2, best2));
      place3 = placeOf(at + VALUES + 48, line, place3, f32x4.gt(value3, best3));
    }
    best0 = f32x4.pmax(best0, value0);
    best1 = f32x4.pmax(best1, value1);
    best2 = f32x4.pmax(best2, value2);
    best3 = f32x4.pmax(best3, value3);
    last = at;
  }
  storeMaxima(best0, best1, best2, best3, last, target, bias, flags);
  if (placed) storePlaces(place0, place1, place2, place3, place);
}

// @ts-ignore: decorator
@inline
function placeOf(at: usize, line: v128, place: v128, larger: v128): v128 {
  return i32x4.relaxed_laneselect(i32x4.add(v128.load(at), line), place, larger);
}
