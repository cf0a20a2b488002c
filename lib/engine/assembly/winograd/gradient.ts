import { Geometry } from "../geometry";
import { copySquare, fma, isInside, LINE, scale, TILE_BYTES } from "./tile";

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
