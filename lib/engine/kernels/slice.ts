import { slice_util, type TensorInfo } from "@tensorflow/tfjs-core";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

/** Below so many values a run is not worth a call. */
const SHORTEST_RUN = 8;

type SliceCall = KernelCall<
  { x: TensorInfo },
  { begin: number | number[]; size: number | number[] }
>;

/**
 * A block cut out of a tensor, copied run by run: values that lie side by side before and after, as
 * the rows of a cropped image. The cpu backend copies value by value. All of a tensor is not copied.
 */
export const slice: Kernel = {
  kernelName: "Slice",
  run(call: SliceCall): TensorInfo {
    const { inputs: { x }, attrs: { begin, size }, backend } = call;
    const [start, shape] = slice_util.parseSliceParams(x as never, begin, size);
    slice_util.assertParamsValid(x as never, start, shape);
    const total = sizeOf(shape);
    // Axes behind `last` are taken whole, so that a run goes over all of them and a part of `last`.
    const last = Math.max(0, shape.findLastIndex((length, axis) => length !== x.shape[axis]));
    const inner = sizeOf(x.shape.slice(last + 1));
    const run = shape[last] * inner;
    if (x.dtype !== "float32" || run < SHORTEST_RUN) return runCpuKernel("Slice", call);
    if (total === sizeOf(x.shape)) return backend.alias(x, shape);
    const from = backend.storage(x).values as Float32Array;
    const result = backend.tensorFrom(backend.heap.allocate(total * 4), shape);
    const to = backend.storage(result).values as Float32Array;
    const place = new Array<number>(last).fill(0);
    for (let at = 0; at < total; at += run) {
      let offset = 0;
      for (let axis = 0; axis < last; axis++) {
        offset = (offset + start[axis] + place[axis]) * x.shape[axis + 1];
      }
      offset = (offset + start[last]) * inner;
      to.set(from.subarray(offset, offset + run), at);
      for (let axis = last - 1; axis >= 0 && ++place[axis] === shape[axis]; axis--) place[axis] = 0;
    }
    return result;
  },
};
