import { backend_util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeBackend } from "../backend/native_backend.ts";
import { DeferredExpression, LONGEST_VECTOR, type Operand } from "../deferred/expression.ts";
import type { Operation } from "../deferred/operations.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

export type BinaryCall = KernelCall<{ a: TensorInfo; b: TensorInfo }>;

/** The kernel of an elementwise operation on two arrays: recorded, and evaluated when it is read. */
export function binaryKernel(kernelName: string, operation: Operation): Kernel {
  return {
    kernelName,
    run: (call: BinaryCall) => runBinary(call, operation) ?? runCpuKernel(kernelName, call),
  };
}

function runBinary({ inputs: { a, b }, backend }: BinaryCall, operation: Operation) {
  if (a.dtype !== "float32" || b.dtype !== "float32") return null;
  const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const size = sizeOf(shape);
  if (size < backend.smallest) return null;
  const left = operandOf(backend, a, shape);
  const right = operandOf(backend, b, shape);
  if (left === null || right === null) return null;
  const operands = [left, right];
  return backend.tensorLater(
    new DeferredExpression(backend, operation, { operands, size }),
    shape,
  );
}

function operandOf(
  backend: NativeBackend,
  x: TensorInfo,
  shape: readonly number[],
): Operand | null {
  const size = sizeOf(x.shape);
  if (size === sizeOf(shape)) return backend.storage(x);
  if (size === 1) return (backend.storage(x).values as Float32Array)[0];
  return size <= LONGEST_VECTOR && isVectorAlong(x.shape, shape) ? backend.storage(x) : null;
}

/** Whether an array, but for leading axes of 1, is as long as the last axes of `shape`. */
export function isVectorAlong(vector: readonly number[], shape: readonly number[]): boolean {
  const from = vector.findIndex((length) => length !== 1);
  const own = from < 0 ? [] : vector.slice(from);
  const last = shape.slice(shape.length - own.length);
  return own.every((length, axis) => length === last[axis]);
}
