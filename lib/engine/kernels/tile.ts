import type { TensorInfo } from "@tensorflow/tfjs-core";
import { DeferredExpression, LONGEST_VECTOR } from "../deferred/expression.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

/** Repetition; that of a vector or number along all other axes waits, as an elementwise operation. */
export const tile: Kernel = {
  kernelName: "Tile",
  run(call: KernelCall<{ x: TensorInfo }, { reps: number[] }>): TensorInfo {
    const { inputs: { x }, attrs: { reps }, backend } = call;
    const shape = x.shape.map((length, axis) => length * reps[axis]);
    const [size, own] = [sizeOf(shape), sizeOf(x.shape)];
    const axis = x.shape.findIndex((length) => length !== 1);
    const repeatsFirstAxes = reps.every((count, at) => count === 1 || axis < 0 || at < axis);
    const waits = x.dtype === "float32" && size >= backend.smallest && own > 0 &&
      own <= LONGEST_VECTOR && own < size && repeatsFirstAxes;
    if (!waits) return runCpuKernel("Tile", call);
    const operand = own === 1 ? (backend.storage(x).values as Float32Array)[0] : backend.storage(x);
    const expression = new DeferredExpression(backend, "copy", { operands: [operand], size });
    return backend.tensorLater(expression, shape);
  },
};
