import { fma, scale } from "./tile";

/**
 * From `[36, depths * inputs, outputs]` to the filters' gradient `[depths, 3, 3, inputs, outputs]`,
 * for the rows `first … last - 1` of `depths * inputs`.
 */
export function winogradFilterGradient(
  from: usize,
  depths: i32,
  inputs: i32,
  outputs: i32,
  first: i32,
  last: i32,
  to: usize,
  room: usize,
): void {
  const kernelStep = (<usize>inputs * <usize>outputs) << 2;
  const step = <usize>depths * kernelStep;
  const outputBytes = (<usize>outputs) << 2;
  for (let r = first; r < last; r++) {
    const target = to + <usize>(r / inputs) * 9 * kernelStep + <usize>(r % inputs) * outputBytes;
    const source = from + <usize>r * outputBytes;
    for (let o: usize = 0; o < outputBytes; o += 16) {
      for (let x: usize = 0; x < 6; x++) {
        gradientThree(source + o + x * step, step * 6, room + x * 16, 96);
      }
      for (let y: usize = 0; y < 3; y++) {
        gradientThree(room + y * 96, 16, target + o + y * 3 * kernelStep, kernelStep);
      }
    }
  }
}

/** Rows of Gᵀ times six vectors. */
// @ts-ignore: decorator
@inline
function gradientThree(from: usize, step: usize, to: usize, toStep: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + step * 2);
  const d = v128.load(from + step * 3);
  const e = v128.load(from + step * 4);
  const f = v128.load(from + step * 5);
  const outer = scale(f32x4.add(b, c), -1.0 / 6.0);
  const sum = f32x4.add(d, e);
  const difference = scale(f32x4.sub(c, b), 1.0 / 6.0);
  v128.store(to, fma(sum, 1.0 / 24.0, fma(a, 0.25, outer)));
  v128.store(to + toStep, fma(f32x4.sub(d, e), 1.0 / 12.0, difference));
  v128.store(to + toStep * 2, f32x4.add(fma(sum, 1.0 / 6.0, outer), f));
}
