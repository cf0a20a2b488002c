import { Geometry } from "../geometry";
import { fma, LINE, TILE_BYTES } from "./tile";

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
