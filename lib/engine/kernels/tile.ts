import type { TensorInfo } from "@tensorflow/tfjs-core";
import { DeferredExpression, LONGEST_VECTOR } from "../deferred/expression.ts";
import { repeatRows } from "../tasks/repeat_rows.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

type TileCall = KernelCall<{ x: TensorInfo }, { reps: number[] }>;

/** Repetition; that of a vector or number along all other axes waits, as an elementwise operation. */
export const tile: Kernel = {
  kernelName: "Tile",
  run(call: TileCall): TensorInfo {
    const { inputs: { x }, attrs: { reps }, backend } = call;
    const shape = x.shape.map((length, axis) => length * reps[axis]);
    const [size, own] = [sizeOf(shape), sizeOf(x.shape)];
    const axis = x.shape.findIndex((length) => length !== 1);
    const repeatsFirstAxes = reps.every((count, at) => count === 1 || axis < 0 || at < axis);
    const waits = x.dtype === "float32" && size >= backend.smallest && own > 0 &&
      own <= LONGEST_VECTOR && own < size && repeatsFirstAxes;
    if (!waits) return repeatMiddle(call) ?? runCpuKernel("Tile", call);
    const operand = own === 1 ? (backend.storage(x).values as Float32Array)[0] : backend.storage(x);
    const expression = new DeferredExpression(backend, "copy", { operands: [operand], size });
    return backend.tensorLater(expression, shape);
  },
};

/** Repetition along axes of 1 that lie side by side, as the gradient of global pooling asks for. */
function repeatMiddle({ inputs: { x }, attrs: { reps }, backend }: TileCall): TensorInfo | null {
  const repeated = reps.flatMap((count, axis) => count === 1 ? [] : [axis]);
  const [first, last] = [repeated[0], repeated[repeated.length - 1]];
  if (x.dtype !== "float32" || repeated.length === 0) return null;
  const between = x.shape.slice(first, last + 1);
  if (between.some((length) => length !== 1)) return null;
  const shape = x.shape.map((length, axis) => length * reps[axis]);
  if (sizeOf(shape) < backend.smallest || sizeOf(x.shape) === 0) return null;
  const [outer, inner] = [sizeOf(x.shape.slice(0, first)), sizeOf(x.shape.slice(last + 1))];
  const from = backend.address(x);
  const block = backend.heap.allocate(sizeOf(shape) * 4);
  backend.run(repeatRows, [from, outer, sizeOf(shape) / outer / inner, inner, block.address]);
  return backend.tensorFrom(block, shape);
}
