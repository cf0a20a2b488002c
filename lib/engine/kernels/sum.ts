import { backend_util, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { Storage } from "../backend/storage.ts";
import { LONGEST_VECTOR } from "../deferred/expression.ts";
import { DeferredPoolGradient } from "../deferred/pool_gradient.ts";
import { DeferredSum } from "../deferred/sum.ts";
import { sumMiddle } from "../tasks/sum_middle.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

/** How many times more elements other work must have to be worth a task: the cpu backend's sums are slow. */
const SLOWNESS = 16;

type ReduceCall = KernelCall<
  { x: TensorInfo },
  { axis: number | number[]; keepDims: boolean }
>;

/** Sum; over the first axes (all but the channels, say) by the engine. */
export const sum: Kernel = {
  kernelName: "Sum",
  run: (call: ReduceCall) =>
    sumFirstAxes(call, 1) ?? sumMiddleAxes(call, 1) ?? runCpuKernel("Sum", call),
};

/** Mean over the first axes by the engine. */
export const mean: Kernel = {
  kernelName: "Mean",
  run(call: ReduceCall): TensorInfo {
    const { x } = call.inputs;
    const axes = util.parseAxisParam(call.attrs.axis, x.shape);
    const count = axes.reduce((product, axis) => product * x.shape[axis], 1);
    const scale = 1 / count;
    return sumFirstAxes(call, scale) ?? sumMiddleAxes(call, scale) ?? runCpuKernel("Mean", call);
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

/** Axes in the middle that lie side by side, as of global pooling. */
function sumMiddleAxes(
  { inputs: { x }, attrs, backend }: ReduceCall,
  scale: number,
): TensorInfo | null {
  const axes = util.parseAxisParam(attrs.axis, x.shape).sort((a, b) => a - b);
  const size = sizeOf(x.shape);
  const [first] = axes;
  const last = axes[axes.length - 1];
  const isSmall = size * SLOWNESS < backend.smallest;
  if (x.dtype !== "float32" || isSmall || axes.length !== last - first + 1) return null;
  const [outer, inner] = [sizeOf(x.shape.slice(0, first)), sizeOf(x.shape.slice(last + 1))];
  if (inner < 4) return null;
  const values = backend.address(x);
  const block = backend.heap.allocate(outer * inner * 4);
  backend.run(sumMiddle, [values, outer, size / outer / inner, inner, block.address]);
  if (scale !== 1) {
    const sums = backend.heap.floats(block.address, outer * inner);
    for (let i = 0; i < sums.length; i++) sums[i] *= scale;
  }
  const [short] = backend_util.computeOutAndReduceShapes(x.shape, axes);
  const shape = attrs.keepDims ? backend_util.expandShapeToKeepDim(short, axes) : short;
  return backend.tensorFrom(block, shape);
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
