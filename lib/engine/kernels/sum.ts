import { backend_util, type TensorInfo, util } from "@tensorflow/tfjs-core";
import { sumRows } from "../tasks/sum_rows.ts";
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
  if (rows < 2) return null;
  const values = backend.address(x);
  const block = backend.heap.allocate(columns * 4);
  const partialBytes = 2 * Math.ceil(columns / 16) * 64;
  backend.withScratch(partialBytes * backend.team.threads, (partials) => {
    backend.run(sumRows, [values, rows, columns, block.address, partials, partialBytes]);
  });
  if (scale !== 1) {
    const sums = backend.heap.floats(block.address, columns);
    for (let c = 0; c < columns; c++) sums[c] *= scale;
  }
  const shape = attrs.keepDims ? backend_util.expandShapeToKeepDim(short, axes) : short;
  return backend.tensorFrom(block, shape);
}
