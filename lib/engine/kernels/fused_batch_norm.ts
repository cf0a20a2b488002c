import { getKernel, type TensorInfo } from "@tensorflow/tfjs-core";
import { BACKEND_NAME } from "../backend/name.ts";
import type { NativeBackend } from "../backend/native_backend.ts";
import { LONGEST_VECTOR } from "../deferred/expression.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

interface BatchNormInputs {
  readonly x: TensorInfo;
  readonly mean: TensorInfo;
  readonly variance: TensorInfo;
  readonly scale?: TensorInfo;
  readonly offset?: TensorInfo;
}

/**
 * Batch normalisation with one mean, variance, scale and offset a channel: a multiplication and an
 * addition that wait, so that a ReLU behind them is done in the same pass.
 */
export const fusedBatchNorm: Kernel = {
  kernelName: "FusedBatchNorm",
  run(call: KernelCall<BatchNormInputs, { varianceEpsilon: number }>): TensorInfo {
    const { inputs, attrs: { varianceEpsilon }, backend } = call;
    const { x, mean, variance, scale, offset } = inputs;
    const channels = x.shape[x.shape.length - 1];
    const vectors = [mean, variance, scale, offset].filter((vector) => vector != null);
    const perChannel = vectors.every(({ shape, dtype }) =>
      dtype === "float32" && shape.length === 1 && shape[0] === channels
    );
    const small = sizeOf(x.shape) < backend.smallest || channels > LONGEST_VECTOR;
    if (!perChannel || small || x.dtype !== "float32") return runCpuKernel("FusedBatchNorm", call);

    const factor = new Float32Array(channels);
    const shift = new Float32Array(channels);
    const [means, variances] = [valuesOf(backend, mean)!, valuesOf(backend, variance)!];
    const [scales, offsets] = [valuesOf(backend, scale), valuesOf(backend, offset)];
    for (let c = 0; c < channels; c++) {
      factor[c] = (scales ? scales[c] : 1) / Math.sqrt(variances[c] + varianceEpsilon);
      shift[c] = (offsets ? offsets[c] : 0) - means[c] * factor[c];
    }
    const factors = backend.makeTensorInfo([channels], "float32", factor);
    const shifts = backend.makeTensorInfo([channels], "float32", shift);
    const scaled = runOwn(backend, "Multiply", x, factors);
    const result = runOwn(backend, "Add", scaled, shifts);
    for (const tensor of [factors, shifts, scaled]) backend.disposeIntermediateTensorInfo(tensor);
    return result;
  },
};

function valuesOf(backend: NativeBackend, tensor?: TensorInfo): Float32Array | null {
  return tensor == null ? null : backend.storage(tensor).values as Float32Array;
}

function runOwn(
  backend: NativeBackend,
  kernelName: string,
  a: TensorInfo,
  b: TensorInfo,
): TensorInfo {
  const { kernelFunc } = getKernel(kernelName, BACKEND_NAME)!;
  return kernelFunc({ inputs: { a, b }, attrs: {}, backend }) as TensorInfo;
}
