import { backend_util, type TensorInfo, util } from "@tensorflow/tfjs-core";
import { roundUp } from "../convolution/tile.ts";
import { depthwise, depthwiseFilterGradient, depthwiseInputGradient } from "../tasks/depthwise.ts";
import { SUM_PIECES } from "../threads/task.ts";
import { type Geometry, geometry2d, outputRows, withGeometries } from "./geometry.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

type Shape4 = [number, number, number, number];

interface DepthwiseAttributes {
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

interface Depthwise {
  readonly geometry: Geometry;
  readonly outShape: number[];
}

/** Convolution of each channel with one kernel of its own; several kernels a channel are the cpu's. */
export const depthwiseConv2d: Kernel = {
  kernelName: "DepthwiseConv2dNative",
  run(call: KernelCall<{ x: TensorInfo; filter: TensorInfo }, DepthwiseAttributes>): TensorInfo {
    const { inputs: { x, filter }, attrs, backend } = call;
    const found = depthwiseOf([x, filter], x.shape, { filterShape: filter.shape, attrs });
    if (!found) return runCpuKernel("DepthwiseConv2dNative", call);
    const { geometry, outShape } = found;
    const lines = outputRows(geometry) / geometry.outWidth;
    const [input, weights] = [backend.address(x), backend.address(filter)];
    const block = backend.heap.allocate(sizeOf(outShape) * 4);
    withGeometries(backend.heap, [geometry], (shape) => {
      backend.run(depthwise, [shape, input, weights, block.address, lines]);
    });
    return backend.tensorFrom(block, outShape);
  },
};

/** Gradient of its input. */
export const depthwiseConv2dBackpropInput: Kernel = {
  kernelName: "DepthwiseConv2dNativeBackpropInput",
  run(
    call: KernelCall<
      { dy: TensorInfo; filter: TensorInfo },
      DepthwiseAttributes & { inputShape: Shape4 }
    >,
  ): TensorInfo {
    const { inputs: { dy, filter }, attrs, backend } = call;
    const { inputShape } = attrs;
    const found = depthwiseOf([dy, filter], inputShape, { filterShape: filter.shape, attrs, dy });
    if (!found) return runCpuKernel("DepthwiseConv2dNativeBackpropInput", call);
    const { geometry } = found;
    const [from, weights] = [backend.address(dy), backend.address(filter)];
    const block = backend.heap.allocate(sizeOf(inputShape) * 4);
    withGeometries(backend.heap, [geometry], (shape) => {
      const args = [shape, from, weights, block.address, geometry.batch];
      backend.run(depthwiseInputGradient, args);
    });
    return backend.tensorFrom(block, inputShape);
  },
};

/** Gradient of its filter. */
export const depthwiseConv2dBackpropFilter: Kernel = {
  kernelName: "DepthwiseConv2dNativeBackpropFilter",
  run(
    call: KernelCall<
      { x: TensorInfo; dy: TensorInfo },
      DepthwiseAttributes & { filterShape: Shape4 }
    >,
  ): TensorInfo {
    const { inputs: { x, dy }, attrs, backend } = call;
    const { filterShape } = attrs;
    const found = depthwiseOf([x, dy], x.shape, { filterShape, attrs, dy });
    if (!found) return runCpuKernel("DepthwiseConv2dNativeBackpropFilter", call);
    const { geometry } = found;
    const floats = sizeOf(filterShape);
    const lines = outputRows(geometry) / geometry.outWidth;
    const [partialBytes, roomBytes] = [roundUp(floats * 4), roundUp(geometry.channels * 4)];
    const [input, from] = [backend.address(x), backend.address(dy)];
    const block = backend.heap.allocate(floats * 4);
    const sums = partialBytes * SUM_PIECES;
    withGeometries(backend.heap, [geometry], (shape) => {
      backend.withScratch(sums + roomBytes * backend.team.threads, (partials) => {
        const places = [shape, input, from, block.address, lines, floats];
        const room = [partials, partialBytes, partials + sums, roomBytes];
        backend.run(depthwiseFilterGradient, [...places, ...room]);
      });
    });
    return backend.tensorFrom(block, filterShape);
  },
};

function depthwiseOf(
  tensors: readonly TensorInfo[],
  inShape: readonly number[],
  { filterShape, attrs, dy }: {
    filterShape: readonly number[];
    attrs: DepthwiseAttributes;
    dy?: TensorInfo;
  },
): Depthwise | null {
  const info = backend_util.computeConv2DInfo(
    inShape as Shape4,
    filterShape as Shape4,
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    true,
  );
  const plain = tensors.every(({ dtype, shape }) => dtype === "float32" && sizeOf(shape) > 0) &&
    sizeOf(info.outShape) > 0 && (!dy || util.arraysEqual(info.outShape, dy.shape));
  const fits = info.outChannels === info.inChannels && info.inChannels % 4 === 0;
  return plain && fits ? { geometry: geometry2d(info), outShape: info.outShape } : null;
}
