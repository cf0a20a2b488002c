import type { TensorInfo } from "@tensorflow/tfjs-core";
import { DeferredExpression } from "../deferred/expression.ts";
import type { Operation } from "../deferred/operations.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

type UnaryCall = KernelCall<{ x: TensorInfo }, { alpha?: number }>;

/** The kernel of an elementwise operation on one array: recorded, and evaluated when it is read. */
export function unaryKernel(kernelName: string, operation: Operation): Kernel {
  return { kernelName, run: (call) => runUnary(kernelName, operation, { call }) };
}

function runUnary(
  kernelName: string,
  operation: Operation,
  { call }: { call: UnaryCall },
): TensorInfo {
  const { inputs: { x }, backend, attrs } = call;
  const size = sizeOf(x.shape);
  if (x.dtype !== "float32" || size < backend.smallest || attrs?.alpha) {
    return runCpuKernel(kernelName, call);
  }
  const operands = [backend.storage(x)];
  return backend.tensorLater(
    new DeferredExpression(backend, operation, { operands, size }),
    x.shape,
  );
}
