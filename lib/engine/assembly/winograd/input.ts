import { Geometry } from "../geometry";
import { less, LINE, plus, TILE_BYTES } from "./tile";

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
  const zeros = room + TILE_BYTES;
  memory.fill(zeros, 0, 6 * pixel);
  const row = <usize>g.kernelDepth * pixel;
  const step = <usize>tiles * row;
  const down = (g.outHeight + 3) >> 2;
  const across = (g.outWidth + 3) >> 2;
  const plane = down * across;
  const line = <usize>g.inWidth * pixel;
  for (let t = 0; t < tiles; t++) {
    let rest = first + t;
    const x = (rest % across) * 4 - g.left;
    rest /= across;
    const y = (rest % down) * 4 - g.top;
    rest /= down;
    const z = rest % g.outDepth;
    const n = rest / g.outDepth;
    const left = max(0, -x);
    const right = min(6, g.inWidth - x);
    for (let kz = 0; kz < g.kernelDepth; kz++) {
      const inZ = z + kz - g.front;
      const target = to + <usize>t * row + <usize>kz * pixel;
      if (z > 0 && t >= plane && kz + 1 < g.kernelDepth) {
        // The tile before this one in depth has seen the same cells, a step of the kernel later.
        copyPlaces(target - <usize>plane * row + pixel, target, step, pixel);
        continue;
      }
      if (inZ < 0 || inZ >= g.inDepth || right <= left) {
        for (let k = 0; k < 36; k++) clear(target + <usize>k * step, pixel);
        continue;
      }
      const image = input + <usize>(n * g.inDepth + inZ) * <usize>g.inHeight * line;
      const corner = image + <usize>y * line + <usize>(x + left) * pixel;
      const height = g.inHeight;
      const r0 = isRow(y, height) ? corner : zeros;
      const r1 = isRow(y + 1, height) ? corner + line : zeros;
      const r2 = isRow(y + 2, height) ? corner + line * 2 : zeros;
      const r3 = isRow(y + 3, height) ? corner + line * 3 : zeros;
      const r4 = isRow(y + 4, height) ? corner + line * 4 : zeros;
      const r5 = isRow(y + 5, height) ? corner + line * 5 : zeros;
      for (let c: usize = 0; c < pixel; c += LINE) {
        const width = min(LINE, pixel - c);
        for (let s: usize = 0; s < width; s += 16) {
          const o = c + s;
          const tile = vectors + s * 36;
          transformColumns(r0 + o, r1 + o, r2 + o, r3 + o, r4 + o, r5 + o, pixel, left, right, tile);
        }
        transformRows(vectors, target + c, step, width);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function isRow(y: i32, height: i32): bool {
  return y >= 0 && y < height;
}

/** Copies the 36 places of a transformed tile. */
// @ts-ignore: decorator
@inline
function copyPlaces(from: usize, to: usize, step: usize, bytes: usize): void {
  for (let k = 0; k < 36; k++) {
    for (let c: usize = 0; c < bytes; c += 16) v128.store(to + c, v128.load(from + c));
    from += step;
    to += step;
  }
}

function clear(to: usize, bytes: usize): void {
  const zero = f32x4.splat(0);
  for (const end = to + bytes; to < end; to += 16) v128.store(to, zero);
}

/** `Bᵀ` times the six rows of a tile, whose columns `left … right - 1` lie in the image. */
// @ts-ignore: decorator
@inline
function transformColumns(
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  r4: usize,
  r5: usize,
  pixel: usize,
  left: i32,
  right: i32,
  at: usize,
): void {
  const two = f32x4.splat(2);
  const four = f32x4.splat(4);
  const five = f32x4.splat(5);
  const from = at + ((<usize>left) << 4);
  const to = at + ((<usize>right) << 4);
  const end = at + 96;
  for (; at < from; at += 16) clearColumn(at);
  for (; at < to; at += 16) {
    const b = v128.load(r1);
    const c = v128.load(r2);
    const d = v128.load(r3);
    const e = v128.load(r4);
    v128.store(at, plus(v128.load(r0), four, less(c, five, e)));
    v128.store(at, plus(b, four, less(d, five, v128.load(r5))), 480);
    const even = less(c, four, e);
    const odd = less(b, four, d);
    v128.store(at, f32x4.add(even, odd), 96);
    v128.store(at, f32x4.sub(even, odd), 192);
    const evenTwo = f32x4.sub(e, c);
    const oddTwo = f32x4.sub(d, b);
    v128.store(at, plus(oddTwo, two, evenTwo), 288);
    v128.store(at, less(oddTwo, two, evenTwo), 384);
    r0 += pixel;
    r1 += pixel;
    r2 += pixel;
    r3 += pixel;
    r4 += pixel;
    r5 += pixel;
  }
  for (; at < end; at += 16) clearColumn(at);
}

// @ts-ignore: decorator
@inline
function clearColumn(at: usize): void {
  const zero = f32x4.splat(0);
  v128.store(at, zero);
  v128.store(at, zero, 96);
  v128.store(at, zero, 192);
  v128.store(at, zero, 288);
  v128.store(at, zero, 384);
  v128.store(at, zero, 480);
}

/** The six columns times `B`, for `width` bytes of channels. */
// @ts-ignore: decorator
@inline
function transformRows(vectors: usize, to: usize, step: usize, width: usize): void {
  const two = f32x4.splat(2);
  const four = f32x4.splat(4);
  const five = f32x4.splat(5);
  for (let i: usize = 0; i < 6; i++) {
    let q0 = to + i * 6 * step;
    let q1 = q0 + step;
    let q2 = q1 + step;
    let q3 = q2 + step;
    let q4 = q3 + step;
    let q5 = q4 + step;
    let at = vectors + i * 96;
    for (const end = q0 + width; q0 < end; q0 += 16) {
      const b = v128.load(at, 16);
      const c = v128.load(at, 32);
      const d = v128.load(at, 48);
      const e = v128.load(at, 64);
      v128.store(q0, plus(v128.load(at), four, less(c, five, e)));
      v128.store(q5, plus(b, four, less(d, five, v128.load(at, 80))));
      const even = less(c, four, e);
      const odd = less(b, four, d);
      v128.store(q1, f32x4.add(even, odd));
      v128.store(q2, f32x4.sub(even, odd));
      const evenTwo = f32x4.sub(e, c);
      const oddTwo = f32x4.sub(d, b);
      v128.store(q3, plus(oddTwo, two, evenTwo));
      v128.store(q4, less(oddTwo, two, evenTwo));
      q1 += 16;
      q2 += 16;
      q3 += 16;
      q4 += 16;
      q5 += 16;
      at += 576;
    }
  }
}
