import { Geometry } from "./geometry";

/*
 * Convolution with 3x3 kernels (times a depth) by Winograd's F(4x4, 3x3): tiles of 4x4 outputs, each
 * from 6x6 inputs, by 36 products instead of 144 (Lavin and Gray 2016, "Fast algorithms for
 * convolutional neural networks"). Transformed arrays are `[36, tiles, …]`. Channels come in fours.
 */

const RELU = 1;
const BIAS = 2;

/**
 * Channels are taken by cache lines: the 36 places of a transformed tile lie powers of two apart and
 * fall on the same few lines of the cache, so each line is filled before the next is begun.
 */
const LINE: usize = 64;

/** Room for the intermediate vectors of a tile, a cache line of channels wide. */
const TILE_BYTES: usize = 36 * LINE;

// @ts-ignore: decorator
@inline
function scale(x: v128, factor: f32): v128 {
  return f32x4.mul(x, f32x4.splat(factor));
}

// @ts-ignore: decorator
@inline
function fma(x: v128, factor: f32, sum: v128): v128 {
  return f32x4.relaxed_madd(x, f32x4.splat(factor), sum);
}

/** Rows of Bᵀ times six vectors that lie `step` bytes apart; results `toStep` apart. */
// @ts-ignore: decorator
@inline
function inputSix(from: usize, step: usize, to: usize, toStep: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + step * 2);
  const d = v128.load(from + step * 3);
  const e = v128.load(from + step * 4);
  const f = v128.load(from + step * 5);
  v128.store(to, fma(a, 4, fma(c, -5, e)));
  const even = fma(c, -4, e);
  const odd = fma(b, -4, d);
  v128.store(to + toStep, f32x4.add(even, odd));
  v128.store(to + toStep * 2, f32x4.sub(even, odd));
  const evenTwo = f32x4.sub(e, c);
  const oddTwo = scale(f32x4.sub(d, b), 2);
  v128.store(to + toStep * 3, f32x4.add(evenTwo, oddTwo));
  v128.store(to + toStep * 4, f32x4.sub(evenTwo, oddTwo));
  v128.store(to + toStep * 5, fma(b, 4, fma(d, -5, f)));
}

/** Rows of A times four vectors. */
// @ts-ignore: decorator
@inline
function gradientFour(from: usize, step: usize, to: usize, toStep: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + step * 2);
  const d = v128.load(from + step * 3);
  v128.store(to, a);
  const even = f32x4.add(a, c);
  const odd = f32x4.add(b, d);
  v128.store(to + toStep, f32x4.add(even, odd));
  v128.store(to + toStep * 2, f32x4.sub(even, odd));
  const evenTwo = fma(c, 4, a);
  const oddTwo = fma(d, 8, scale(b, 2));
  v128.store(to + toStep * 3, f32x4.add(evenTwo, oddTwo));
  v128.store(to + toStep * 4, f32x4.sub(evenTwo, oddTwo));
  v128.store(to + toStep * 5, d);
}

/** Rows of Aᵀ times six vectors. */
// @ts-ignore: decorator
@inline
function outputSix(from: usize, step: usize, to: usize, toStep: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + step * 2);
  const d = v128.load(from + step * 3);
  const e = v128.load(from + step * 4);
  const f = v128.load(from + step * 5);
  const sum = f32x4.add(b, c);
  const difference = f32x4.sub(b, c);
  const sumTwo = f32x4.add(d, e);
  const differenceTwo = f32x4.sub(d, e);
  v128.store(to, f32x4.add(a, f32x4.add(sum, sumTwo)));
  v128.store(to + toStep, fma(differenceTwo, 2, difference));
  v128.store(to + toStep * 2, fma(sumTwo, 4, sum));
  v128.store(to + toStep * 3, f32x4.add(fma(differenceTwo, 8, difference), f));
}

/**
 * Copies a square of cells into `to[side, side, channels]`, with zeros outside `[height, width]`, and
 * gives its address; a square that lies inside is not copied.
 */
// @ts-ignore: decorator
@inline
function isInside(y: i32, x: i32, side: i32, height: i32, width: i32): bool {
  return y >= 0 && x >= 0 && y + side <= height && x + side <= width;
}

function copySquare(
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

/**
 * Tiles `first … first + tiles - 1` (counted over batch, depth, and tiles of height and width), for
 * each depth of the kernel: `to[36, tiles, kernelDepth * channels]`. `room` holds a tile of cells and
 * one of vectors.
 */
export function winogradInput(
  shape: usize,
  input: usize,
  first: i32,
  tiles: i32,
  to: usize,
  room: usize,
): void {
  const g = changetype<Geometry>(shape);
  const channels = g.channels;
  const pixel = (<usize>channels) << 2;
  const vectors = room;
  const square = room + TILE_BYTES;
  const row = <usize>g.kernelDepth * pixel;
  const step = <usize>tiles * row;
  const down = (g.outHeight + 3) >> 2;
  const across = (g.outWidth + 3) >> 2;
  for (let t = 0; t < tiles; t++) {
    let rest = first + t;
    const x = (rest % across) * 4 - g.left;
    rest /= across;
    const y = (rest % down) * 4 - g.top;
    rest /= down;
    const z = rest % g.outDepth;
    const n = rest / g.outDepth;
    for (let kz = 0; kz < g.kernelDepth; kz++) {
      const inZ = z + kz - g.front;
      const target = to + <usize>t * row + <usize>kz * pixel;
      if (inZ < 0 || inZ >= g.inDepth) {
        for (let k = 0; k < 36; k++) memory.fill(target + <usize>k * step, 0, pixel);
        continue;
      }
      const plane = input +
        <usize>(n * g.inDepth + inZ) * <usize>(g.inHeight * g.inWidth) * pixel;
      let from = square;
      let line = 6 * pixel;
      if (isInside(y, x, 6, g.inHeight, g.inWidth)) {
        from = plane + (<usize>y * <usize>g.inWidth + <usize>x) * pixel;
        line = <usize>g.inWidth * pixel;
      } else copySquare(plane, y, x, 6, g.inHeight, g.inWidth, pixel, square);
      for (let c: usize = 0; c < pixel; c += LINE) {
        const width = min(LINE, pixel - c);
        for (let s: usize = 0; s < width; s += 16) {
          const at = from + c + s;
          const tile = vectors + s * 36;
          for (let j: usize = 0; j < 6; j++) inputSix(at + j * pixel, line, tile + j * 16, 96);
        }
        for (let i: usize = 0; i < 6; i++) {
          const to = target + c + i * 6 * step;
          for (let s: usize = 0; s < width; s += 16) {
            inputSix(vectors + s * 36 + i * 96, 16, to + s, step);
          }
        }
      }
    }
  }
}

/** The output's gradient, transformed for the filter's: `to[36, tiles, channels]`. */
export function winogradGradient(
  shape: usize,
  gradient: usize,
  channels: i32,
  first: i32,
  tiles: i32,
  to: usize,
  room: usize,
): void {
  const g = changetype<Geometry>(shape);
  const pixel = (<usize>channels) << 2;
  const vectors = room;
  const square = room + TILE_BYTES;
  const step = <usize>tiles * pixel;
  const down = (g.outHeight + 3) >> 2;
  const across = (g.outWidth + 3) >> 2;
  for (let t = 0; t < tiles; t++) {
    let rest = first + t;
    const x = (rest % across) * 4;
    rest /= across;
    const y = (rest % down) * 4;
    const plane = gradient + <usize>(rest / down) * <usize>(g.outHeight * g.outWidth) * pixel;
    const target = to + <usize>t * pixel;
    let from = square;
    let line = 4 * pixel;
    if (isInside(y, x, 4, g.outHeight, g.outWidth)) {
      from = plane + (<usize>y * <usize>g.outWidth + <usize>x) * pixel;
      line = <usize>g.outWidth * pixel;
    } else copySquare(plane, y, x, 4, g.outHeight, g.outWidth, pixel, square);
    for (let c: usize = 0; c < pixel; c += LINE) {
      const width = min(LINE, pixel - c);
      for (let s: usize = 0; s < width; s += 16) {
        const at = from + c + s;
        const tile = vectors + s * 36;
        for (let j: usize = 0; j < 4; j++) gradientFour(at + j * pixel, line, tile + j * 16, 64);
      }
      for (let i: usize = 0; i < 6; i++) {
        const to = target + c + i * 6 * step;
        for (let s: usize = 0; s < width; s += 16) {
          gradientFour(vectors + s * 36 + i * 64, 16, to + s, step);
        }
      }
    }
  }
}

/** From `[36, tiles, channels]` to the outputs, with bias and ReLU as the flags say. */
export function winogradOutput(
  shape: usize,
  from: usize,
  channels: i32,
  first: i32,
  tiles: i32,
  output: usize,
  bias: usize,
  flags: i32,
  room: usize,
): void {
  const g = changetype<Geometry>(shape);
  const pixel = (<usize>channels) << 2;
  const zero = f32x4.splat(0);
  const relu = (flags & RELU) != 0;
  const hasBias = (flags & BIAS) != 0;
  const step = <usize>tiles * pixel;
  const down = (g.outHeight + 3) >> 2;
  const across = (g.outWidth + 3) >> 2;
  const results = room + TILE_BYTES;
  for (let t = 0; t < tiles; t++) {
    let rest = first + t;
    const x = (rest % across) * 4;
    rest /= across;
    const y = (rest % down) * 4;
    const plane = output + <usize>(rest / down) * <usize>(g.outHeight * g.outWidth) * pixel;
    const source = from + <usize>t * pixel;
    const rows = min(4, g.outHeight - y);
    const columns = min(4, g.outWidth - x);
    const corner = plane + (<usize>y * <usize>g.outWidth + <usize>x) * pixel;
    const line = <usize>g.outWidth * pixel;
    for (let c: usize = 0; c < pixel; c += LINE) {
      const width = min(LINE, pixel - c);
      for (let j: usize = 0; j < 6; j++) {
        const at = source + c + j * step;
        for (let s: usize = 0; s < width; s += 16) {
          outputSix(at + s, step * 6, room + s * 36 + j * 16, 96);
        }
      }
      for (let s: usize = 0; s < width; s += 16) {
        const tile = room + s * 36;
        for (let i: usize = 0; i < 4; i++) outputSix(tile + i * 96, 16, results + i * 64, 16);
        const shift = hasBias ? v128.load(bias + c + s) : zero;
        for (let i = 0; i < rows; i++) {
          let to = corner + <usize>i * line + c + s;
          let at = results + ((<usize>i) << 6);
          for (let j = 0; j < columns; j++) {
            const value = f32x4.add(v128.load(at), shift);
            v128.store(to, relu ? f32x4.max(value, zero) : value);
            to += pixel;
            at += 16;
          }
        }
      }
    }
  }
}

/**
 * Filters `[depths, 3, 3, inputs, outputs]`, transformed to `[36, depths * inputs, outputs]`, for the
 * rows `first … last - 1` of `depths * inputs`. With `turn` for the gradient of the input: the kernel
 * is mirrored, inputs and outputs change places (the counts are then those after the change).
 */
export function winogradFilter(
  filter: usize,
  depths: i32,
  inputs: i32,
  outputs: i32,
  turn: i32,
  first: i32,
  last: i32,
  to: usize,
  room: usize,
): void {
  const kernelStep = (<usize>inputs * <usize>outputs) << 2;
  const step = <usize>depths * kernelStep;
  const inputBytes = (<usize>inputs) << 2;
  const outputBytes = (<usize>outputs) << 2;
  for (let r = first; r < last; r++) {
    const depth = r / inputs;
    const i = <usize>(r % inputs);
    const kernel = filter + <usize>(turn ? depths - 1 - depth : depth) * 9 * kernelStep;
    const target = to + <usize>r * outputBytes;
    for (let o: usize = 0; o < outputBytes; o += 16) {
      for (let x = 0; x < 9; x++) {
        const place = kernel + <usize>(turn ? 8 - x : x) * kernelStep;
        let taps: v128;
        if (turn) {
          const at = place + (o >> 2) * inputBytes + (i << 2);
          taps = f32x4(
            load<f32>(at),
            load<f32>(at + inputBytes),
            load<f32>(at + inputBytes * 2),
            load<f32>(at + inputBytes * 3),
          );
        } else taps = v128.load(place + i * outputBytes + o);
        v128.store(room + ((<usize>x) << 4), taps);
      }
      const columns = room + 9 * 16;
      for (let x: usize = 0; x < 3; x++) filterThree(room + x * 16, 48, columns + x * 16, 48);
      for (let k: usize = 0; k < 6; k++) {
        filterThree(columns + k * 48, 16, target + o + k * 6 * step, step);
      }
    }
  }
}

/** Rows of G times three vectors. */
// @ts-ignore: decorator
@inline
function filterThree(from: usize, step: usize, to: usize, toStep: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + step * 2);
  const outer = scale(f32x4.add(a, c), -1.0 / 6.0);
  const middle = scale(b, 1.0 / 6.0);
  const outerTwo = fma(c, 1.0 / 6.0, scale(a, 1.0 / 24.0));
  const middleTwo = scale(b, 1.0 / 12.0);
  v128.store(to, scale(a, 0.25));
  v128.store(to + toStep, f32x4.sub(outer, middle));
  v128.store(to + toStep * 2, f32x4.add(outer, middle));
  v128.store(to + toStep * 3, f32x4.add(outerTwo, middleTwo));
  v128.store(to + toStep * 4, f32x4.sub(outerTwo, middleTwo));
  v128.store(to + toStep * 5, c);
}

/**
 * From `[36, depths * inputs, outputs]` to the filters' gradient `[depths, 3, 3, inputs, outputs]`,
 * for the rows `first … last - 1` of `depths * inputs`.
 */
export function winogradFilterGradient(
  from: usize,
  depths: i32,
  inputs: i32,
  outputs: i32,
  first: i32,
  last: i32,
  to: usize,
  room: usize,
): void {
  const kernelStep = (<usize>inputs * <usize>outputs) << 2;
  const step = <usize>depths * kernelStep;
  const outputBytes = (<usize>outputs) << 2;
  for (let r = first; r < last; r++) {
    const target = to + <usize>(r / inputs) * 9 * kernelStep + <usize>(r % inputs) * outputBytes;
    const source = from + <usize>r * outputBytes;
    for (let o: usize = 0; o < outputBytes; o += 16) {
      for (let x: usize = 0; x < 6; x++) {
        gradientThree(source + o + x * step, step * 6, room + x * 16, 96);
      }
      for (let y: usize = 0; y < 3; y++) {
        gradientThree(room + y * 96, 16, target + o + y * 3 * kernelStep, kernelStep);
      }
    }
  }
}

/** Rows of Gᵀ times six vectors. */
// @ts-ignore: decorator
@inline
function gradientThree(from: usize, step: usize, to: usize, toStep: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + step * 2);
  const d = v128.load(from + step * 3);
  const e = v128.load(from + step * 4);
  const f = v128.load(from + step * 5);
  const outer = scale(f32x4.add(b, c), -1.0 / 6.0);
  const sum = f32x4.add(d, e);
  const difference = scale(f32x4.sub(c, b), 1.0 / 6.0);
  v128.store(to, fma(sum, 1.0 / 24.0, fma(a, 0.25, outer)));
  v128.store(to + toStep, fma(f32x4.sub(d, e), 1.0 / 12.0, difference));
  v128.store(to + toStep * 2, f32x4.add(fma(sum, 1.0 / 6.0, outer), f));
}
