import { backend_util, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { Storage } from "../backend/storage.ts";
import { LONGEST_VECTOR } from "../deferred/expression.ts";
import { DeferredPoolGradient } from "../deferred/pool_gradient.ts";
import { DeferredSum } from "../deferred/sum.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

type ReduceCall = KernelCall<
  { x: TensorInfo },
  { axis: number | number[]; keepDims: boolean }
>;

/** Sum; over the first axes (all but the channels, say) by the engine. */
export const sum: Kernel = {
  kernelName: "Sum",
  run: (call: ReduceCall) => sumFirstAxes(call, 1) ?? runCpuKernel("Sum", call),
};

/** Mean over the first axes by the engine. */
export const mean: Kernel = {
  kernelName: "Mean",
  run(call: ReduceCall): TensorInfo {
    const { x } = call.inputs;
    const axes = util.parseAxisParam(call.attrs.axis, x.shape);
    const count = axes.reduce((product, axis) => product * x.shape[axis], 1);
    return sumFirstAxes(call, 1 / count) ?? runCpuKernel("Mean", call);
  },
};

function sumFirstAxes(
  { inputs: { x }, attrs, backend }: ReduceCall,
  scale: number,
): TensorInfo | null {
  const axes = util.parseAxisParam(attrs.axis, x.shape).sort((a, b) => a - b);
  const size = sizeOf(x.shape);
  if (x.dtype !== "float32" || size < backend.smallest || axes.length === 0) return null;
  if (axes.some((axis, place) => axis !== place)) return null;
  const [short, reduced] = backend_util.computeOutAndReduceShapes(x.shape, axes);
  const rows = sizeOf(reduced);
  const columns = size / rows;
  if (rows < 2 || columns > LONGEST_VECTOR) return null;
  const overChannels = axes.length === x.shape.length - 1;
  const values = overChannels ? valuesToSum(backend.storage(x)) : backend.storage(x);
  const wide = columnsToSum(columns, values.size);
  if (wide === null) return null;
  const deferred = new DeferredSum(backend, values, {
    columns: wide,
    results: columns,
    scale,
  });
  const shape = attrs.keepDims ? backend_util.expandShapeToKeepDim(short, axes) : short;
  const result = backend.tensorLater(deferred, shape);
  deferred.wait(backend.storage(result));
  return result;
}

/**
 * The gradient of a ReLU that was pooled is the pooled gradient, each entry in another place: their
 * sums are equal, and the latter is smaller.
 */
function valuesToSum(storage: Storage): Storage {
  const { deferred } = storage;
  const isPooled = deferred instanceof DeferredPoolGradient && deferred.masked;
  return isPooled ? deferred.inputs.gradient : storage;
}

/** Few columns are summed as if there were several times as many, to fill whole vectors. */
function columnsToSum(columns: number, size: number): number | null {
  let wide = columns;
  while (wide < 16) wide *= 2;
  return columns >= 16 ? columns : size % wide === 0 ? wide : null;
}
