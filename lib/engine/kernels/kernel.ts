import { getKernel, type TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeBackend } from "../backend/native_backend.ts";

/** What TensorFlow.js hands to a kernel, with the engine's backend in it. */
export interface KernelCall<Inputs, Attributes = Record<never, never>> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: NativeBackend;
}

/** A kernel of the engine, for the TensorFlow.js kernel of that name. */
export interface Kernel {
  readonly kernelName: string;
  // deno-lint-ignore no-explicit-any -- each kernel knows its own inputs and attributes
  readonly run: (call: KernelCall<any, any>) => TensorInfo;
}

/** Runs the cpu backend's kernel, for cases that the engine leaves to it. */
export function runCpuKernel(
  kernelName: string,
  { inputs, attrs, backend }: KernelCall<unknown, unknown>,
): TensorInfo {
  const kernel = getKernel(kernelName, "cpu");
  if (!kernel) throw new RangeError(`TensorFlow.js's cpu backend has no kernel ${kernelName}`);
  const call = { inputs, attrs, backend } as unknown as Parameters<typeof kernel.kernelFunc>[0];
  return kernel.kernelFunc(call) as TensorInfo;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
