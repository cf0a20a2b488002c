import { Geometry } from "./geometry";

/**
 * Convolution of each channel with a kernel of its own: filter `[kernelHeight, kernelWidth, channels]`,
 * two dimensions, for output lines `first … last - 1`. Channels come in fours, here and below.
 */
export function depthwise(
  shape: usize,
  input: usize,
  filter: usize,
  output: usize,
  first: i32,
  last: i32,
): void {
  const g = changetype<Geometry>(shape);
  const pixel = (<usize>g.channels) << 2;
  for (let line = first; line < last; line++) {
    for (let x = 0; x < g.outWidth; x++) {
      const to = output + <usize>(line * g.outWidth + x) * pixel;
      for (let c: usize = 0; c < pixel; c += 16) {
        let sum = f32x4.splat(0);
        for (let ky = 0; ky < g.kernelHeight; ky++) {
          const y = (line % g.outHeight) * g.strideHeight - g.top + ky * g.dilationHeight;
          if (y < 0 || y >= g.inHeight) continue;
          const row = ((line / g.outHeight) * g.inHeight + y) * g.inWidth;
          for (let kx = 0; kx < g.kernelWidth; kx++) {
            const inX = x * g.strideWidth - g.left + kx * g.dilationWidth;
            if (inX < 0 || inX >= g.inWidth) continue;
            const value = v128.load(input + <usize>(row + inX) * pixel + c);
            const tap = v128.load(filter + <usize>(ky * g.kernelWidth + kx) * pixel + c);
            sum = f32x4.relaxed_madd(value, tap, sum);
          }
        }
        v128.store(to + c, sum);
      }
    }
  }
}

/** Gradient of the input, for images `first … last - 1`. */
export function depthwiseInputGradient(
  shape: usize,
  outputGradient: usize,
  filter: usize,
  gradient: usize,
  first: i32,
  last: i32,
): void {
  const g = changetype<Geometry>(shape);
  const pixel = (<usize>g.channels) << 2;
  const image = <usize>(g.inHeight * g.inWidth) * pixel;
  memory.fill(gradient + <usize>first * image, 0, <usize>(last - first) * image);
  for (let line = first * g.outHeight; line < last * g.outHeight; line++) {
    for (let ky = 0; ky < g.kernelHeight; ky++) {
      const y = (line % g.outHeight) * g.strideHeight - g.top + ky * g.dilationHeight;
      if (y < 0 || y >= g.inHeight) continue;
      const row = ((line / g.outHeight) * g.inHeight + y) * g.inWidth;
      for (let x = 0; x < g.outWidth; x++) {
        const from = outputGradient + <usize>(line * g.outWidth + x) * pixel;
        for (let kx = 0; kx < g.kernelWidth; kx++) {
          const inX = x * g.strideWidth - g.left + kx * g.dilationWidth;
          if (inX < 0 || inX >= g.inWidth) continue;
          const taps = filter + <usize>(ky * g.kernelWidth + kx) * pixel;
          addProducts(from, taps, gradient + <usize>(row + inX) * pixel, pixel);
        }
      }
    }
  }
}

/**
 * Adds to the filter's gradient what the output lines `first … last - 1` give. `room` takes a line's
 * own sum, so that long sums stay exact.
 */
export function depthwiseFilterGradient(
  shape: usize,
  input: usize,
  outputGradient: usize,
  gradient: usize,
  first: i32,
  last: i32,
  room: usize,
): void {
  const g = changetype<Geometry>(shape);
  const pixel = (<usize>g.channels) << 2;
  for (let line = first; line < last; line++) {
    for (let ky = 0; ky < g.kernelHeight; ky++) {
      const y = (line % g.outHeight) * g.strideHeight - g.top + ky * g.dilationHeight;
      if (y < 0 || y >= g.inHeight) continue;
      const row = ((line / g.outHeight) * g.inHeight + y) * g.inWidth;
      for (let kx = 0; kx < g.kernelWidth; kx++) {
        memory.fill(room, 0, pixel);
        for (let x = 0; x < g.outWidth; x++) {
          const inX = x * g.strideWidth - g.left + kx * g.dilationWidth;
          if (inX < 0 || inX >= g.inWidth) continue;
          const from = outputGradient + <usize>(line * g.outWidth + x) * pixel;
          addProducts(from, input + <usize>(row + inX) * pixel, room, pixel);
        }
        const to = gradient + <usize>(ky * g.kernelWidth + kx) * pixel;
        for (let c: usize = 0; c < pixel; c += 16) {
          v128.store(to + c, f32x4.add(v128.load(to + c), v128.load(room + c)));
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function addProducts(a: usize, b: usize, to: usize, bytes: usize): void {
  for (let c: usize = 0; c < bytes; c += 16) {
    const sum = f32x4.relaxed_madd(v128.load(a + c), v128.load(b + c), v128.load(to + c));
    v128.store(to + c, sum);
  }
}
