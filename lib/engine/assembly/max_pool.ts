import { Geometry } from "./geometry";

/**
 * Maximum over each window, for output lines `first … last - 1` (counted over batch, depth,
 * height), and the place of the maximum in its window as a byte (depth, height, width order; the
 * first of equals), 255 where nothing is larger than -Infinity. NaN never wins, as in TensorFlow.js.
 */
export function maxPool(
  shape: usize,
  input: usize,
  output: usize,
  places: usize,
  first: i32,
  last: i32,
): void {
  const g = changetype<Geometry>(shape);
  const channels = g.channels;
  const pixel = (<usize>channels) << 2;
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
      for (; c + 4 <= channels; c += 4) poolFour(g, input, n, z, y, x, c, to, place);
      for (; c < channels; c++) poolOne(g, input, n, z, y, x, c, to, place);
    }
  }
}

function poolFour(
  g: Geometry,
  input: usize,
  n: i32,
  z: i32,
  y: i32,
  x: i32,
  c: i32,
  to: usize,
  place: usize,
): void {
  const pixel = (<usize>g.channels) << 2;
  const offset = (<usize>c) << 2;
  let best = f32x4.splat(-Infinity);
  let bestPlace = i32x4.splat(255);
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
        const value = v128.load(line + <usize>inX * pixel);
        const wins = f32x4.gt(value, best);
        best = v128.bitselect(value, best, wins);
        bestPlace = v128.bitselect(i32x4.splat(number + kx), bestPlace, wins);
      }
    }
  }
  v128.store(to + offset, best);
  const packed = i8x16.swizzle(
    bestPlace,
    i8x16(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1),
  );
  store<i32>(place + <usize>c, i32x4.extract_lane(packed, 0));
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
): void {
  const pixel = (<usize>g.channels) << 2;
  const offset = (<usize>c) << 2;
  let best: f32 = -Infinity;
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
        if (value > best) {
          best = value;
          bestPlace = number + kx;
        }
      }
    }
  }
  store<f32>(to + offset, best);
  store<u8>(place + <usize>c, <u8>bestPlace);
}

/**
 * Adds each output gradient to the input cell whose value won, for images `first … last - 1`.
 * `gradient` (of the input) is set to zero first.
 */
export function maxPoolGradient(
  shape: usize,
  outputGradient: usize,
  places: usize,
  gradient: usize,
  first: i32,
  last: i32,
): void {
  const g = changetype<Geometry>(shape);
  const channels = g.channels;
  const pixel = (<usize>channels) << 2;
  const image = <usize>(g.inDepth * g.inHeight * g.inWidth) * pixel;
  const outCells = g.outDepth * g.outHeight * g.outWidth;
  memory.fill(gradient + <usize>first * image, 0, <usize>(last - first) * image);
  const kernelPlane = g.kernelHeight * g.kernelWidth;
  for (let n = first; n < last; n++) {
    let cell = <usize>n * <usize>outCells;
    const base = gradient + <usize>n * image;
    for (let z = 0; z < g.outDepth; z++) {
      const front = z * g.strideDepth - g.front;
      for (let y = 0; y < g.outHeight; y++) {
        const top = y * g.strideHeight - g.top;
        for (let x = 0; x < g.outWidth; x++, cell++) {
          const left = x * g.strideWidth - g.left;
          const dy = outputGradient + cell * pixel;
          const place = places + cell * <usize>channels;
          for (let c = 0; c < channels; c++) {
            const number = <i32>load<u8>(place + <usize>c);
            if (number == 255) continue;
            const kz = number / kernelPlane;
            const inPlane = number - kz * kernelPlane;
            const ky = inPlane / g.kernelWidth;
            const kx = inPlane - ky * g.kernelWidth;
            const inZ = front + kz * g.dilationDepth;
            const inY = top + ky * g.dilationHeight;
            const inX = left + kx * g.dilationWidth;
            const at = base + <usize>((inZ * g.inHeight + inY) * g.inWidth + inX) * pixel +
              ((<usize>c) << 2);
            store<f32>(at, load<f32>(at) + load<f32>(dy + ((<usize>c) << 2)));
          }
        }
      }
    }
  }
}
