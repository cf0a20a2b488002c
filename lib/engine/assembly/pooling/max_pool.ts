import { Geometry } from "../geometry";
import { BIAS, RELU, storeMaxima, storePlaces } from "./finish";

/**
 * Maximum over each window, for output lines `first … last - 1` (counted over batch, depth,
 * height), and the place of the maximum in its window as a byte (depth, height, width order; the
 * first of equals), 255 where nothing is larger than -Infinity. NaN never wins, as in TensorFlow.js,
 * unless the window holds nothing else: a training that has diverged must show.
 * The places are left out where `places` is 0. Bias and ReLU, which the flags may ask for, keep the order of values and so follow the maximum.
 */
export function maxPool(
  shape: usize,
  input: usize,
  output: usize,
  places: usize,
  first: i32,
  last: i32,
  bias: usize,
  flags: i32,
): void {
  const g = changetype<Geometry>(shape);
  const channels = g.channels;
  const pixel = (<usize>channels) << 2;
  const placed = places != 0;
  for (let line = first; line < last; line++) {
    const y = line % g.outHeight;
    const nz = line / g.outHeight;
    const z = nz % g.outDepth;
    const n = nz / g.outDepth;
    for (let x = 0; x < g.outWidth; x++) {
      const cell = <usize>(line * g.outWidth + x);
      const to = output + cell * pixel;
      const place = places + cell * <usize>channels;
      let c = 0;
      for (; c + 16 <= channels; c += 16) poolSixteen(g, input, n, z, y, x, c, to, place, placed, bias, flags);
      for (; c < channels; c++) poolOne(g, input, n, z, y, x, c, to, place, placed, bias, flags);
    }
  }
}

function poolSixteen(
  g: Geometry,
  input: usize,
  n: i32,
  z: i32,
  y: i32,
  x: i32,
  c: i32,
  to: usize,
  place: usize,
  placed: bool,
  bias: usize,
  flags: i32,
): void {
  const pixel = (<usize>g.channels) << 2;
  const offset = (<usize>c) << 2;
  let best0 = f32x4.splat(-Infinity);
  let best1 = best0;
  let best2 = best0;
  let best3 = best0;
  let last: usize = 0;
  let place0 = i32x4.splat(255);
  let place1 = place0;
  let place2 = place0;
  let place3 = place0;
  const front = z * g.strideDepth - g.front;
  const top = y * g.strideHeight - g.top;
  const left = x * g.strideWidth - g.left;
  for (let kz = 0; kz < g.kernelDepth; kz++) {
    const inZ = front + kz * g.dilationDepth;
    if (inZ < 0 || inZ >= g.inDepth) continue;
    for (let ky = 0; ky < g.kernelHeight; ky++) {
      const inY = top + ky * g.dilationHeight;
      if (inY < 0 || inY >= g.inHeight) continue;
      const line = input + offset +
        <usize>((n * g.inDepth + inZ) * g.inHeight + inY) * <usize>g.inWidth * pixel;
      const number = (kz * g.kernelHeight + ky) * g.kernelWidth;
      for (let kx = 0; kx < g.kernelWidth; kx++) {
        const inX = left + kx * g.dilationWidth;
        if (inX < 0 || inX >= g.inWidth) continue;
        const at = line + <usize>inX * pixel;
        const here = i32x4.splat(number + kx);
        const value0 = v128.load(at);
        const value1 = v128.load(at, 16);
        const value2 = v128.load(at, 32);
        const value3 = v128.load(at, 48);
        place0 = i32x4.relaxed_laneselect(here, place0, f32x4.gt(value0, best0));
        place1 = i32x4.relaxed_laneselect(here, place1, f32x4.gt(value1, best1));
        place2 = i32x4.relaxed_laneselect(here, place2, f32x4.gt(value2, best2));
        place3 = i32x4.relaxed_laneselect(here, place3, f32x4.gt(value3, best3));
        best0 = f32x4.pmax(best0, value0);
        best1 = f32x4.pmax(best1, value1);
        best2 = f32x4.pmax(best2, value2);
        best3 = f32x4.pmax(best3, value3);
        last = at;
      }
    }
  }
  storeMaxima(best0, best1, best2, best3, last, to + offset, bias + offset, flags);
  if (placed) storePlaces(place0, place1, place2, place3, place + <usize>c);
}

function poolOne(
  g: Geometry,
  input: usize,
  n: i32,
  z: i32,
  y: i32,
  x: i32,
  c: i32,
  to: usize,
  place: usize,
  placed: bool,
  bias: usize,
  flags: i32,
): void {
  const pixel = (<usize>g.channels) << 2;
  const offset = (<usize>c) << 2;
  let best: f32 = -Infinity;
  let last: f32 = -Infinity;
  let bestPlace = 255;
  const front = z * g.strideDepth - g.front;
  const top = y * g.strideHeight - g.top;
  const left = x * g.strideWidth - g.left;
  for (let kz = 0; kz < g.kernelDepth; kz++) {
    const inZ = front + kz * g.dilationDepth;
    if (inZ < 0 || inZ >= g.inDepth) continue;
    for (let ky = 0; ky < g.kernelHeight; ky++) {
      const inY = top + ky * g.dilationHeight;
      if (inY < 0 || inY >= g.inHeight) continue;
      const line = input + offset +
        <usize>((n * g.inDepth + inZ) * g.inHeight + inY) * <usize>g.inWidth * pixel;
      const number = (kz * g.kernelHeight + ky) * g.kernelWidth;
      for (let kx = 0; kx < g.kernelWidth; kx++) {
        const inX = left + kx * g.dilationWidth;
        if (inX < 0 || inX >= g.inWidth) continue;
        const value = load<f32>(line + <usize>inX * pixel);
        last = value;
        if (value > best) {
          best = value;
          bestPlace = number + kx;
        }
      }
    }
  }
  if (best == -Infinity) best = last;
  if ((flags & BIAS) != 0) best += load<f32>(bias + offset);
  if ((flags & RELU) != 0) best = max<f32>(best, 0);
  store<f32>(to + offset, best);
  if (placed) store<u8>(place + <usize>c, <u8>bestPlace);
}

