import { Geometry } from "../geometry";
import { copySquare, fma, isInside, LINE, scale, TILE_BYTES } from "./tile";

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
