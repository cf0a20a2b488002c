import { Geometry } from "./geometry";

/**
 * `to[rows, kernelDepth * kernelHeight * kernelWidth * channels]`: what the kernel sees from each
 * output position `first … first + rows - 1` (counted over batch, depth, height, width). Cells
 * outside the input are 0. Up to 12 bytes behind the last patch are written too.
 */
export function gatherPatches(
  shape: usize,
  input: usize,
  first: i32,
  rows: i32,
  to: usize,
): void {
  const g = changetype<Geometry>(shape);
  const channels = <usize>g.channels;
  const pixel = channels << 2;
  const kernelWidth = g.kernelWidth;
  const run = <usize>kernelWidth * pixel;
  const dense = g.dilationWidth == 1;
  let x = first % g.outWidth;
  let rest = first / g.outWidth;
  let y = rest % g.outHeight;
  rest /= g.outHeight;
  let z = rest % g.outDepth;
  let n = rest / g.outDepth;
  for (let r = 0; r < rows; r++) {
    const left = x * g.strideWidth - g.left;
    const inside = dense && left >= 0 && left + kernelWidth <= g.inWidth;
    const top = y * g.strideHeight - g.top;
    const front = z * g.strideDepth - g.front;
    for (let kz = 0; kz < g.kernelDepth; kz++) {
      const inZ = front + kz * g.dilationDepth;
      if (inZ < 0 || inZ >= g.inDepth) {
        const bytes = <usize>g.kernelHeight * run;
        memory.fill(to, 0, bytes);
        to += bytes;
        continue;
      }
      const plane = (n * g.inDepth + inZ) * g.inHeight;
      for (let ky = 0; ky < g.kernelHeight; ky++) {
        const inY = top + ky * g.dilationHeight;
        if (inY < 0 || inY >= g.inHeight) {
          zeros(to, run);
          to += run;
          continue;
        }
        const line = input + <usize>(plane + inY) * <usize>g.inWidth * pixel;
        if (inside) {
          const from = line + <usize>left * pixel;
          if (run <= 16) v128.store(to, v128.load(from));
          else copyLongRun(from, to, run);
          to += run;
          continue;
        }
        for (let kx = 0; kx < kernelWidth; kx++) {
          const inX = left + kx * g.dilationWidth;
          if (inX < 0 || inX >= g.inWidth) zeros(to, pixel);
          else copyRun(line + <usize>inX * pixel, to, pixel);
          to += pixel;
        }
      }
    }
    if (++x == g.outWidth) {
      x = 0;
      if (++y == g.outHeight) {
        y = 0;
        if (++z == g.outDepth) {
          z = 0;
          n++;
        }
      }
    }
  }
}

/** The way back: adds each patch's cells to the input cells that they came from. */
export function scatterPatches(
  shape: usize,
  patches: usize,
  first: i32,
  rows: i32,
  input: usize,
): void {
  const g = changetype<Geometry>(shape);
  const channels = g.channels;
  const pixel = (<usize>channels) << 2;
  const run = <usize>g.kernelWidth * pixel;
  let x = first % g.outWidth;
  let rest = first / g.outWidth;
  let y = rest % g.outHeight;
  rest /= g.outHeight;
  let z = rest % g.outDepth;
  let n = rest / g.outDepth;
  let from = patches;
  for (let r = 0; r < rows; r++) {
    const left = x * g.strideWidth - g.left;
    const top = y * g.strideHeight - g.top;
    const front = z * g.strideDepth - g.front;
    for (let kz = 0; kz < g.kernelDepth; kz++) {
      const inZ = front + kz * g.dilationDepth;
      const plane = (n * g.inDepth + inZ) * g.inHeight;
      for (let ky = 0; ky < g.kernelHeight; ky++) {
        const inY = top + ky * g.dilationHeight;
        if (inZ >= 0 && inZ < g.inDepth && inY >= 0 && inY < g.inHeight) {
          const line = input + <usize>(plane + inY) * <usize>g.inWidth * pixel;
          for (let kx = 0; kx < g.kernelWidth; kx++) {
            const inX = left + kx * g.dilationWidth;
            if (inX >= 0 && inX < g.inWidth) {
              addRun(from + <usize>kx * pixel, line + <usize>inX * pixel, channels);
            }
          }
        }
        from += run;
      }
    }
    if (++x == g.outWidth) {
      x = 0;
      if (++y == g.outHeight) {
        y = 0;
        if (++z == g.outDepth) {
          z = 0;
          n++;
        }
      }
    }
  }
}

/** More than 16 bytes; the last vector overlaps the one before it. */
// @ts-ignore: decorator
@inline
function copyLongRun(from: usize, to: usize, bytes: usize): void {
  const last = bytes - 16;
  for (let i: usize = 0; i < last; i += 16) v128.store(to + i, v128.load(from + i));
  v128.store(to + last, v128.load(from + last));
}

// @ts-ignore: decorator
@inline
function copyRun(from: usize, to: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, v128.load(from + i));
  for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i));
}

// @ts-ignore: decorator
@inline
function zeros(to: usize, bytes: usize): void {
  const zero = f32x4.splat(0);
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, zero);
  for (; i < bytes; i += 4) store<f32>(to + i, 0);
}

// @ts-ignore: decorator
@inline
function addRun(from: usize, to: usize, count: i32): void {
  let c = 0;
  for (; c + 4 <= count; c += 4) {
    const offset = (<usize>c) << 2;
    v128.store(to + offset, f32x4.add(v128.load(to + offset), v128.load(from + offset)));
  }
  for (; c < count; c++) {
    const offset = (<usize>c) << 2;
    store<f32>(to + offset, load<f32>(to + offset) + load<f32>(from + offset));
  }
}
