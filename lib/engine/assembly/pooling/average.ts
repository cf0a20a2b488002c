import { Geometry } from "../geometry";

/** Mean over the cells of each window that lie in the input, for output lines `first … last - 1`. */
export function averagePool(shape: usize, input: usize, output: usize, first: i32, last: i32): void {
  const g = changetype<Geometry>(shape);
  for (let line = first; line < last; line++) {
    for (let x = 0; x < g.outWidth; x++) {
      const to = output + <usize>(line * g.outWidth + x) * ((<usize>g.channels) << 2);
      averageWindow(g, input, line, x, to, false);
    }
  }
}

/** Spreads each output's gradient over its window, for images `first … last - 1`. */
export function averagePoolGradient(
  shape: usize,
  outputGradient: usize,
  gradient: usize,
  first: i32,
  last: i32,
): void {
  const g = changetype<Geometry>(shape);
  const pixel = (<usize>g.channels) << 2;
  const image = <usize>(g.inDepth * g.inHeight * g.inWidth) * pixel;
  memory.fill(gradient + <usize>first * image, 0, <usize>(last - first) * image);
  const lines = g.outDepth * g.outHeight;
  for (let line = first * lines; line < last * lines; line++) {
    for (let x = 0; x < g.outWidth; x++) {
      const from = outputGradient + <usize>(line * g.outWidth + x) * pixel;
      averageWindow(g, gradient, line, x, from, true);
    }
  }
}

/** Gathers a window's mean into `cell`, or spreads `cell` over the window. */
// @ts-ignore: decorator
@inline
function averageWindow(
  g: Geometry,
  input: usize,
  line: i32,
  x: i32,
  cell: usize,
  spread: bool,
): void {
  const pixel = (<usize>g.channels) << 2;
  const nz = line / g.outHeight;
  const n = nz / g.outDepth;
  const front = (nz % g.outDepth) * g.strideDepth - g.front;
  const top = (line % g.outHeight) * g.strideHeight - g.top;
  const left = x * g.strideWidth - g.left;
  const z0 = max(0, front);
  const z1 = min(g.inDepth, front + g.kernelDepth);
  const y0 = max(0, top);
  const y1 = min(g.inHeight, top + g.kernelHeight);
  const x0 = max(0, left);
  const x1 = min(g.inWidth, left + g.kernelWidth);
  const cells = max(0, z1 - z0) * max(0, y1 - y0) * max(0, x1 - x0);
  const share = f32x4.splat(<f32>1 / <f32>max(1, cells));
  const vectors = pixel & ~15;
  for (let c: usize = 0; c < pixel; c += c < vectors ? 16 : 4) {
    const whole = c < vectors;
    const given = whole ? v128.load(cell + c) : v128.load32_zero(cell + c);
    let sum = f32x4.splat(0);
    const part = f32x4.mul(given, share);
    for (let z = z0; z < z1; z++) {
      for (let y = y0; y < y1; y++) {
        const row = ((n * g.inDepth + z) * g.inHeight + y) * g.inWidth;
        let at = input + <usize>(row + x0) * pixel + c;
        for (let x = x0; x < x1; x++) {
          const value = whole ? v128.load(at) : v128.load32_zero(at);
          if (spread) put(at, f32x4.add(value, part), whole);
          else sum = f32x4.add(sum, value);
          at += pixel;
        }
      }
    }
    if (!spread) put(cell + c, f32x4.mul(sum, share), whole);
  }
}

// @ts-ignore: decorator
@inline
function put(to: usize, value: v128, whole: bool): void {
  if (whole) v128.store(to, value);
  else v128.store_lane<f32>(to, value, 0);
}
