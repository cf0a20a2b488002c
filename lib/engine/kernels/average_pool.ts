import { backend_util, type TensorInfo } from "@tensorflow/tfjs-core";
import { averagePool, averagePoolGradient } from "../tasks/average_pool.ts";
import { type Geometry, geometry2d, outputRows, withGeometries } from "./geometry.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

interface PoolAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/** Average pooling in two dimensions. */
export const avgPool: Kernel = {
  kernelName: "AvgPool",
  run(call: KernelCall<{ x: TensorInfo }, PoolAttributes>): TensorInfo {
    const { inputs: { x }, attrs, backend } = call;
    const pooling = poolingOf(x, attrs);
    if (!pooling) return runCpuKernel("AvgPool", call);
    const { geometry, outShape } = pooling;
    const lines = outputRows(geometry) / geometry.outWidth;
    const input = backend.address(x);
    const block = backend.heap.allocate(sizeOf(outShape) * 4);
    withGeometries(backend.heap, [geometry], (shape) => {
      backend.run(averagePool, [shape, input, block.address, lines]);
    });
    return backend.tensorFrom(block, outShape);
  },
};

/**
 * Its gradient: each output's is shared among the cells of its window that lie in the input, as in
 * Keras. With explicit padding TensorFlow.js shares it among all cells, which is left to it.
 */
export const avgPoolGrad: Kernel = {
  kernelName: "AvgPoolGrad",
  run(call: KernelCall<{ dy: TensorInfo; input: TensorInfo }, PoolAttributes>): TensorInfo {
    const { inputs: { dy, input }, attrs, backend } = call;
    const pooling = attrs.pad === "valid" || attrs.pad === "same" ? poolingOf(input, attrs) : null;
    if (!pooling || dy.dtype !== "float32") return runCpuKernel("AvgPoolGrad", call);
    const { geometry } = pooling;
    const from = backend.address(dy);
    const block = backend.heap.allocate(sizeOf(input.shape) * 4);
    withGeometries(backend.heap, [geometry], (shape) => {
      backend.run(averagePoolGradient, [shape, from, block.address, geometry.batch]);
    });
    return backend.tensorFrom(block, input.shape);
  },
};

function poolingOf(
  x: TensorInfo,
  attrs: PoolAttributes,
): { geometry: Geometry; outShape: number[] } | null {
  const info = backend_util.computePool2DInfo(
    x.shape as [number, number, number, number],
    attrs.filterSize as [number, number],
    attrs.strides as [number, number],
    1,
    attrs.pad,
    attrs.dimRoundingMode,
  );
  const fits = x.dtype === "float32" && sizeOf(info.outShape) > 0 && sizeOf(x.shape) > 0 &&
    info.filterHeight * info.filterWidth > 1;
  return fits ? { geometry: geometry2d(info), outShape: info.outShape } : null;
}
