import { fma, scale } from "./tile";

/**
 * Filters `[depths, 3, 3, inputs, outputs]`, transformed to `[36, depths * inputs, outputs]`, for the
 * rows `first … last - 1` of `depths * inputs`. With `turn` for the gradient of the input: the kernel
 * is mirrored, inputs and outputs change places (the counts are then those after the change).
 */
export function winogradFilter(
  filter: usize,
  depths: i32,
  inputs: i32,
  outputs: i32,
  turn: i32,
  first: i32,
  last: i32,
  to: usize,
  room: usize,
): void {
  const kernelStep = (<usize>inputs * <usize>outputs) << 2;
  const step = <usize>depths * kernelStep;
  const inputBytes = (<usize>inputs) << 2;
  const outputBytes = (<usize>outputs) << 2;
  for (let r = first; r < last; r++) {
    const depth = r / inputs;
    const i = <usize>(r % inputs);
    const kernel = filter + <usize>(turn ? depths - 1 - depth : depth) * 9 * kernelStep;
    const target = to + <usize>r * outputBytes;
    for (let o: usize = 0; o < outputBytes; o += 16) {
      for (let x = 0; x < 9; x++) {
        const place = kernel + <usize>(turn ? 8 - x : x) * kernelStep;
        let taps: v128;
        if (turn) {
          const at = place + (o >> 2) * inputBytes + (i << 2);
          taps = f32x4(
            load<f32>(at),
            load<f32>(at + inputBytes),
            load<f32>(at + inputBytes * 2),
            load<f32>(at + inputBytes * 3),
          );
        } else taps = v128.load(place + i * outputBytes + o);
        v128.store(room + ((<usize>x) << 4), taps);
      }
      const columns = room + 9 * 16;
      for (let x: usize = 0; x < 3; x++) filterThree(room + x * 16, 48, columns + x * 16, 48);
      for (let k: usize = 0; k < 6; k++) {
        filterThree(columns + k * 48, 16, target + o + k * 6 * step, step);
      }
    }
  }
}

/** Rows of G times three vectors. */
// @ts-ignore: decorator
@inline
function filterThree(from: usize, step: usize, to: usize, toStep: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + step * 2);
  const outer = scale(f32x4.add(a, c), -1.0 / 6.0);
  const middle = scale(b, 1.0 / 6.0);
  const outerTwo = fma(c, 1.0 / 6.0, scale(a, 1.0 / 24.0));
  const middleTwo = scale(b, 1.0 / 12.0);
  v128.store(to, scale(a, 0.25));
  v128.store(to + toStep, f32x4.sub(outer, middle));
  v128.store(to + toStep * 2, f32x4.add(outer, middle));
  v128.store(to + toStep * 3, f32x4.add(outerTwo, middleTwo));
  v128.store(to + toStep * 4, f32x4.sub(outerTwo, middleTwo));
  v128.store(to + toStep * 5, c);
}
