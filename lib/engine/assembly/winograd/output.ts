import { Geometry } from "../geometry";
import { LINE, plus, TILE_BYTES } from "./tile";

const RELU = 1;
const BIAS = 2;

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
  const step = <usize>tiles * pixel;
  const down = (g.outHeight + 3) >> 2;
  const across = (g.outWidth + 3) >> 2;
  const line = <usize>g.outWidth * pixel;
  const floor = f32x4.splat((flags & RELU) != 0 ? 0 : -Infinity);
  if ((flags & BIAS) == 0) {
    bias = room + TILE_BYTES;
    memory.fill(bias, 0, pixel);
  }
  for (let t = 0; t < tiles; t++) {
    let rest = first + t;
    const x = (rest % across) * 4;
    rest /= across;
    const y = (rest % down) * 4;
    const plane = output + <usize>(rest / down) * <usize>g.outHeight * line;
    const source = from + <usize>t * pixel;
    const rows = min(4, g.outHeight - y);
    const columns = min(4, g.outWidth - x);
    const corner = plane + <usize>y * line + <usize>x * pixel;
    for (let c: usize = 0; c < pixel; c += LINE) {
      const width = min(LINE, pixel - c);
      for (let j: usize = 0; j < 6; j++) {
        transformColumn(source + c + j * step, step * 6, room + j * 16, width);
      }
      for (let s: usize = 0; s < width; s += 16) {
        const o = c + s;
        const shift = v128.load(bias + o);
        let at = room + s * 24;
        let to = corner + o;
        for (let i = 0; i < rows; i++) {
          transformRow(at, to, pixel, columns, shift, floor);
          at += 96;
          to += line;
        }
      }
    }
  }
}

/** `Aᵀ` times a column of six vectors that lie `step` bytes apart, for `width` bytes of channels. */
// @ts-ignore: decorator
@inline
function transformColumn(p0: usize, step: usize, to: usize, width: usize): void {
  const two = f32x4.splat(2);
  const four = f32x4.splat(4);
  const eight = f32x4.splat(8);
  let p1 = p0 + step;
  let p2 = p1 + step;
  let p3 = p2 + step;
  let p4 = p3 + step;
  let p5 = p4 + step;
  for (const end = p0 + width; p0 < end; p0 += 16) {
    const b = v128.load(p1);
    const c = v128.load(p2);
    const d = v128.load(p3);
    const e = v128.load(p4);
    const sum = f32x4.add(b, c);
    const difference = f32x4.sub(b, c);
    const sumTwo = f32x4.add(d, e);
    const differenceTwo = f32x4.sub(d, e);
    v128.store(to, f32x4.add(v128.load(p0), f32x4.add(sum, sumTwo)));
    v128.store(to, plus(differenceTwo, two, difference), 96);
    v128.store(to, plus(sumTwo, four, sum), 192);
    v128.store(to, f32x4.add(plus(differenceTwo, eight, difference), v128.load(p5)), 288);
    p1 += 16;
    p2 += 16;
    p3 += 16;
    p4 += 16;
    p5 += 16;
    to += 384;
  }
}

/** A row of six vectors times `A`, with bias and ReLU, into up to four outputs. */
// @ts-ignore: decorator
@inline
function transformRow(
  at: usize,
  to: usize,
  pixel: usize,
  columns: i32,
  shift: v128,
  floor: v128,
): void {
  const two = f32x4.splat(2);
  const four = f32x4.splat(4);
  const eight = f32x4.splat(8);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  const d = v128.load(at, 48);
  const e = v128.load(at, 64);
  const sum = f32x4.add(b, c);
  const difference = f32x4.sub(b, c);
  const sumTwo = f32x4.add(d, e);
  const differenceTwo = f32x4.sub(d, e);
  put(to, f32x4.add(v128.load(at), f32x4.add(sum, sumTwo)), shift, floor);
  if (columns > 1) put(to + pixel, plus(differenceTwo, two, difference), shift, floor);
  if (columns > 2) put(to + pixel * 2, plus(sumTwo, four, sum), shift, floor);
  if (columns > 3) {
    const last = f32x4.add(plus(differenceTwo, eight, difference), v128.load(at, 80));
    put(to + pixel * 3, last, shift, floor);
  }
}

/** `pmax` in this order keeps NaN. */
// @ts-ignore: decorator
@inline
function put(to: usize, value: v128, shift: v128, floor: v128): void {
  v128.store(to, f32x4.pmax(f32x4.add(value, shift), floor));
}
