import { backend_util, engine, type TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeBackend } from "../backend/native_backend.ts";
import { overlapRoom } from "../convolution/overlap_room.ts";
import { canPoolTogether, runPooledConvolution } from "../convolution/pooled_forward.ts";
import { roundUp } from "../convolution/tile.ts";
import { DeferredPoolGradient } from "../deferred/pool_gradient.ts";
import { DeferredProduct } from "../deferred/product.ts";
import { pool } from "../tasks/pool.ts";
import { poolGradient } from "../tasks/pool_gradient.ts";
import { type Geometry, geometry2d, geometry3d, outputRows, withGeometries } from "./geometry.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

interface PoolAttributes {
  readonly filterSize: number | [number, number] | [number, number, number];
  readonly strides: number | [number, number] | [number, number, number];
  readonly pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly dataFormat?: "NDHWC" | "NCDHW";
}

interface Pooling {
  readonly geometry: Geometry;
  readonly outShape: number[];
}

type PoolCall = KernelCall<{ x: TensorInfo }, PoolAttributes>;
type GradientCall = KernelCall<
  { dy: TensorInfo; input: TensorInfo; output: TensorInfo },
  PoolAttributes
>;

/** A place in a window is a byte; 255 says that the window holds no cell. */
const MOST_CELLS = 255;

export const maxPool = poolKernel("MaxPool", pooling2d);
export const maxPool3d = poolKernel("MaxPool3D", pooling3d);
export const maxPoolGrad = gradientKernel("MaxPoolGrad", pooling2d);
export const maxPool3dGrad = gradientKernel("MaxPool3DGrad", pooling3d);

function poolKernel(kernelName: string, poolingOf: typeof pooling2d): Kernel {
  return {
    kernelName,
    run(call: PoolCall): TensorInfo {
      const { inputs: { x }, attrs, backend } = call;
      const pooling = poolingOf(x, attrs);
      if (!pooling) return runCpuKernel(kernelName, call);
      const { geometry, outShape } = pooling;
      const block = backend.heap.allocate(sizeOf(outShape) * 4);
      const places = mayAskForGradient() ? backend.heap.allocate(sizeOf(outShape)) : null;
      const { deferred } = backend.storage(x);
      const target = { output: block.address, places: places?.address ?? 0 };
      if (deferred instanceof DeferredProduct && canPoolTogether(backend, deferred)) {
        runPooledConvolution(backend, { product: deferred, pooling: geometry, ...target });
      } else runPool(backend, { x, geometry, ...target });
      const output = backend.tensorFrom(block, outShape);
      if (places) backend.storage(output).places = { block: places, key: keyOf(geometry) };
      return output;
    },
  };
}

/** Whether a tape is recording; a gradient that comes all the same pools again. */
function mayAskForGradient(): boolean {
  return engine().state.gradientDepth > 0;
}

function gradientKernel(kernelName: string, poolingOf: typeof pooling2d): Kernel {
  return {
    kernelName,
    run(call: GradientCall): TensorInfo {
      const { inputs: { dy, input, output }, attrs, backend } = call;
      const pooling = poolingOf(input, attrs);
      if (!pooling || dy.dtype !== "float32") return runCpuKernel(kernelName, call);
      const { geometry } = pooling;
      const [gradient, source] = [backend.storage(dy), backend.storage(input)];
      const pooled = backend.storage(output);
      if (pooled.places?.key === keyOf(geometry)) {
        const inputs = { geometry, gradient, pooled, source };
        return backend.tensorLater(new DeferredPoolGradient(backend, inputs), input.shape);
      }
      return gradientAnew(call, pooling);
    },
  };
}

/** For a gradient whose pooling was not done here: pools again to find the places. */
function gradientAnew(
  { inputs: { dy, input }, backend }: GradientCall,
  { geometry, outShape }: Pooling,
): TensorInfo {
  const from = backend.address(dy);
  const [outputs, bytes] = [roundUp(sizeOf(outShape) * 4), roundUp(sizeOf(outShape))];
  const block = backend.heap.allocate(sizeOf(input.shape) * 4);
  backend.withScratch(outputs + bytes, (output) => {
    const places = output + outputs;
    runPool(backend, { x: input, geometry, output, places });
    withGeometries(backend.heap, [geometry], (shape) => {
      backend.run(poolGradient, [shape, from, places, block.address, geometry.batch]);
    });
  });
  return backend.tensorFrom(block, input.shape);
}

function runPool(
  backend: NativeBackend,
  { x, geometry, output, places }: {
    x: TensorInfo;
    geometry: Geometry;
    output: number;
    places: number;
  },
): void {
  const lines = outputRows(geometry) / geometry.outWidth;
  const input = backend.address(x);
  const room = overlapRoom(geometry);
  withGeometries(backend.heap, [geometry], (shape) => {
    backend.withScratch(room * backend.team.threads, (scratch) => {
      backend.run(pool, [shape, input, output, places, lines, scratch, room]);
    });
  });
}

function pooling2d(x: TensorInfo, attrs: PoolAttributes): Pooling | null {
  const info = backend_util.computePool2DInfo(
    x.shape as [number, number, number, number],
    attrs.filterSize as [number, number],
    attrs.strides as [number, number],
    1,
    attrs.pad,
    attrs.dimRoundingMode,
  );
  const { filterHeight, filterWidth } = info;
  const geometry = {
    ...geometry2d(info),
    kernelHeight: info.effectiveFilterHeight,
    kernelWidth: info.effectiveFilterWidth,
  };
  return check(x, { geometry, outShape: info.outShape }, filterHeight * filterWidth);
}

function pooling3d(x: TensorInfo, attrs: PoolAttributes): Pooling | null {
  const info = backend_util.computePool3DInfo(
    x.shape as [number, number, number, number, number],
    attrs.filterSize as [number, number, number],
    attrs.strides as [number, number, number],
    1,
    attrs.pad as "valid" | "same" | number,
    attrs.dimRoundingMode,
    attrs.dataFormat,
  );
  if ((attrs.dataFormat ?? "NDHWC") !== "NDHWC") return null;
  const cells = info.filterDepth * info.filterHeight * info.filterWidth;
  return check(x, { geometry: geometry3d(info), outShape: info.outShape }, cells);
}

function check(x: TensorInfo, pooling: Pooling, cells: number): Pooling | null {
  const fits = x.dtype === "float32" && cells > 1 && cells <= MOST_CELLS &&
    sizeOf(pooling.outShape) > 0;
  return fits ? pooling : null;
}

function keyOf(geometry: Geometry): string {
  return Object.values(geometry).join();
}
