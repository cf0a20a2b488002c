import { backend_util, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { DeferredProduct } from "../deferred/product.ts";
import { type Finish, finishProduct } from "./activation.ts";
import { filterGradient } from "../convolution/filter_gradient.ts";
import { deferredConvolution } from "../convolution/forward.ts";
import { deferredInputGradient } from "../convolution/input_gradient.ts";
import { geometry2d } from "./geometry.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

type Shape4 = [number, number, number, number];
type Rounding = "floor" | "round" | "ceil";

interface Conv2DAttributes {
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: Rounding;
}

type ConvCall = KernelCall<{ x: TensorInfo; filter: TensorInfo }, Conv2DAttributes>;

/** Two-dimensional convolution. */
export const conv2d: Kernel = {
  kernelName: "Conv2D",
  run(call: ConvCall): TensorInfo {
    const product = productOf(call);
    if (!product) return runCpuKernel("Conv2D", call);
    return call.backend.tensorLater(product.product, product.shape);
  },
};

/** Two-dimensional convolution with bias and activation. */
export const fusedConv2d: Kernel = {
  kernelName: "FusedConv2D",
  run(call: KernelCall<ConvCall["inputs"] & Finish, Conv2DAttributes & Finish>): TensorInfo {
    const product = productOf(call);
    if (!product) return runCpuKernel("FusedConv2D", call);
    const finish = { ...call.attrs, ...call.inputs };
    return finishProduct(call.backend, product.product, { shape: product.shape, finish });
  },
};

function productOf(
  { inputs: { x, filter }, attrs, backend }: ConvCall,
): { product: DeferredProduct; shape: number[] } | null {
  if (attrs.dataFormat !== "NHWC" || x.dtype !== "float32" || filter.dtype !== "float32") {
    return null;
  }
  const info = infoOf(x.shape, filter.shape, attrs);
  if (sizeOf(info.outShape) === 0 || sizeOf(x.shape) === 0) return null;
  const geometry = geometry2d(info);
  const product = deferredConvolution(backend, {
    input: x,
    filter,
    geometry,
    columns: info.outChannels,
  });
  return { product, shape: info.outShape };
}

/** Gradient of {@linkcode conv2d}'s filter. */
export const conv2dBackpropFilter: Kernel = {
  kernelName: "Conv2DBackpropFilter",
  run(
    call: KernelCall<
      { x: TensorInfo; dy: TensorInfo },
      Conv2DAttributes & { filterShape: Shape4 }
    >,
  ): TensorInfo {
    const { inputs: { x, dy }, attrs, backend } = call;
    if (!isPlain(attrs, [x, dy])) return runCpuKernel("Conv2DBackpropFilter", call);
    const { filterShape } = attrs;
    const info = infoOf(x.shape, filterShape, attrs);
    if (!util.arraysEqual(info.outShape, dy.shape)) {
      return runCpuKernel("Conv2DBackpropFilter", call);
    }
    const geometry = geometry2d(info);
    return filterGradient(backend, { input: x, outputGradient: dy, geometry, filterShape });
  },
};

/** Gradient of {@linkcode conv2d}'s input. */
export const conv2dBackpropInput: Kernel = {
  kernelName: "Conv2DBackpropInput",
  run(
    call: KernelCall<
      { dy: TensorInfo; filter: TensorInfo },
      Conv2DAttributes & { inputShape: Shape4 }
    >,
  ): TensorInfo {
    const { inputs: { dy, filter }, attrs, backend } = call;
    if (!isPlain(attrs, [dy, filter])) return runCpuKernel("Conv2DBackpropInput", call);
    const { inputShape: inShape } = attrs;
    const info = infoOf(inShape, filter.shape, attrs);
    if (!util.arraysEqual(info.outShape, dy.shape)) {
      return runCpuKernel("Conv2DBackpropInput", call);
    }
    const geometry = geometry2d(info);
    return deferredInputGradient(backend, { outputGradient: dy, filter, geometry, inShape });
  },
};

function isPlain(
  attrs: Conv2DAttributes,
  tensors: readonly TensorInfo[],
): boolean {
  return attrs.dataFormat === "NHWC" &&
    tensors.every(({ dtype, shape }) => dtype === "float32" && sizeOf(shape) > 0);
}

function infoOf(
  inShape: readonly number[],
  filterShape: readonly number[],
  { strides, dilations, pad, dimRoundingMode }: Conv2DAttributes,
): backend_util.Conv2DInfo {
  return backend_util.computeConv2DInfo(
    inShape as Shape4,
    filterShape as Shape4,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
  );
}
