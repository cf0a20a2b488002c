import { backend_util, type TensorInfo, util } from "@tensorflow/tfjs-core";
import { filterGradient } from "../convolution/filter_gradient.ts";
import { deferredConvolution } from "../convolution/forward.ts";
import { deferredInputGradient } from "../convolution/input_gradient.ts";
import { geometry3d } from "./geometry.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

type Shape5 = [number, number, number, number, number];

interface Conv3DAttributes {
  readonly strides: [number, number, number] | number;
  readonly pad: "valid" | "same";
  readonly dilations?: [number, number, number] | number;
}

/** Three-dimensional convolution. */
export const conv3d: Kernel = {
  kernelName: "Conv3D",
  run(call: KernelCall<{ x: TensorInfo; filter: TensorInfo }, Conv3DAttributes>): TensorInfo {
    const { inputs: { x, filter }, attrs, backend } = call;
    const info = infoOf(x.shape, filter.shape, attrs);
    if (!isPlain([x, filter]) || sizeOf(info.outShape) === 0) return runCpuKernel("Conv3D", call);
    const product = deferredConvolution(backend, {
      input: x,
      filter,
      geometry: geometry3d(info),
      columns: info.outChannels,
    });
    return backend.tensorLater(product, info.outShape);
  },
};

/** Gradient of {@linkcode conv3d}'s filter. */
export const conv3dBackpropFilter: Kernel = {
  kernelName: "Conv3DBackpropFilterV2",
  run(
    call: KernelCall<
      { x: TensorInfo; dy: TensorInfo },
      Conv3DAttributes & { filterShape: Shape5 }
    >,
  ): TensorInfo {
    const { inputs: { x, dy }, attrs, backend } = call;
    if (!isPlain([x, dy])) return runCpuKernel("Conv3DBackpropFilterV2", call);
    const { filterShape } = attrs;
    const info = infoOf(x.shape, filterShape, attrs);
    if (!util.arraysEqual(info.outShape, dy.shape)) {
      return runCpuKernel("Conv3DBackpropFilterV2", call);
    }
    const geometry = geometry3d(info);
    return filterGradient(backend, { input: x, outputGradient: dy, geometry, filterShape });
  },
};

/** Gradient of {@linkcode conv3d}'s input. */
export const conv3dBackpropInput: Kernel = {
  kernelName: "Conv3DBackpropInputV2",
  run(
    call: KernelCall<
      { dy: TensorInfo; filter: TensorInfo },
      Conv3DAttributes & { inputShape: Shape5 }
    >,
  ): TensorInfo {
    const { inputs: { dy, filter }, attrs, backend } = call;
    if (!isPlain([dy, filter])) return runCpuKernel("Conv3DBackpropInputV2", call);
    const { inputShape: inShape } = attrs;
    const info = infoOf(inShape, filter.shape, attrs);
    if (!util.arraysEqual(info.outShape, dy.shape)) {
      return runCpuKernel("Conv3DBackpropInputV2", call);
    }
    const geometry = geometry3d(info);
    return deferredInputGradient(backend, { outputGradient: dy, filter, geometry, inShape });
  },
};

function isPlain(tensors: readonly TensorInfo[]): boolean {
  return tensors.every(({ dtype, shape }) => dtype === "float32" && sizeOf(shape) > 0);
}

function infoOf(
  inShape: readonly number[],
  filterShape: readonly number[],
  { strides, dilations, pad }: Conv3DAttributes,
): backend_util.Conv3DInfo {
  return backend_util.computeConv3DInfo(
    inShape as Shape5,
    filterShape as Shape5,
    strides,
    dilations ?? 1,
    pad,
  );
}
