import { Geometry } from "../geometry";
import { copySquare, isInside, LINE, plus, TILE_BYTES } from "./tile";

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
        transformColumns(from + c + s, line, pixel, vectors + s * 24);
      }
      for (let i: usize = 0; i < 6; i++) {
        transformRow(vectors + i * 64, target + c + i * 6 * step, step, width);
      }
    }
  }
}

/** `A` times the four rows of a tile. */
// @ts-ignore: decorator
@inline
function transformColumns(r0: usize, line: usize, pixel: usize, at: usize): void {
  const two = f32x4.splat(2);
  const four = f32x4.splat(4);
  let r1 = r0 + line;
  let r2 = r1 + line;
  let r3 = r2 + line;
  for (const end = at + 64; at < end; at += 16) {
    const a = v128.load(r0);
    const b = v128.load(r1);
    const c = v128.load(r2);
    const d = v128.load(r3);
    v128.store(at, a);
    const even = f32x4.add(a, c);
    const odd = f32x4.add(b, d);
    v128.store(at, f32x4.add(even, odd), 64);
    v128.store(at, f32x4.sub(even, odd), 128);
    const evenTwo = plus(c, four, a);
    const oddTwo = f32x4.mul(plus(d, four, b), two);
    v128.store(at, f32x4.add(evenTwo, oddTwo), 192);
    v128.store(at, f32x4.sub(evenTwo, oddTwo), 256);
    v128.store(at, d, 320);
    r0 += pixel;
    r1 += pixel;
    r2 += pixel;
    r3 += pixel;
  }
}

/** A row of four vectors times `Aᵀ`, for `width` bytes of channels. */
// @ts-ignore: decorator
@inline
function transformRow(at: usize, q0: usize, step: usize, width: usize): void {
  const two = f32x4.splat(2);
  const four = f32x4.splat(4);
  let q1 = q0 + step;
  let q2 = q1 + step;
  let q3 = q2 + step;
  let q4 = q3 + step;
  let q5 = q4 + step;
  for (const end = q0 + width; q0 < end; q0 += 16) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    v128.store(q0, a);
    const even = f32x4.add(a, c);
    const odd = f32x4.add(b, d);
    v128.store(q1, f32x4.add(even, odd));
    v128.store(q2, f32x4.sub(even, odd));
    const evenTwo = plus(c, four, a);
    const oddTwo = f32x4.mul(plus(d, four, b), two);
    v128.store(q3, f32x4.add(evenTwo, oddTwo));
    v128.store(q4, f32x4.sub(evenTwo, oddTwo));
    v128.store(q5, d);
    q1 += 16;
    q2 += 16;
    q3 += 16;
    q4 += 16;
    q5 += 16;
    at += 384;
  }
}
