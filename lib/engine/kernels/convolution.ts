import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeBackend } from "../backend/native_backend.ts";
import { DeferredCall } from "../deferred/call.ts";
import { DeferredProduct, type ProductRecipe } from "../deferred/product.ts";
import { convolve } from "../tasks/convolve.ts";
import { convolveBackInput } from "../tasks/convolve_back_input.ts";
import { convolveFilterGradient } from "../tasks/convolve_filter_gradient.ts";
import { type Geometry, outputRows, patchDepth, placeGeometry } from "./geometry.ts";

/** Floats of a tile of patches: with its part of the filter and the output it fits the second cache. */
const TILE_FLOATS = 96 * 1024;

/** The convolution `[…, columns]` of an input, as a product that waits for bias and ReLU. */
export function deferredConvolution(
  backend: NativeBackend,
  { input, filter, geometry, outShape }: {
    input: TensorInfo;
    filter: TensorInfo;
    geometry: Geometry;
    outShape: number[];
  },
): DeferredProduct {
  const inputs = [backend.storage(input), backend.storage(filter)];
  const columns = outShape[outShape.length - 1];
  const recipe: ProductRecipe = {
    inputs,
    outputSize: outputRows(geometry) * columns,
    columns,
    run: (output, bias, flags) => {
      const tile = tileOf(geometry);
      withGeometry(backend, geometry, tile.bytes * backend.team.threads, (shape, scratch) => {
        backend.run(convolve, [
          shape,
          inputs[0].address(),
          inputs[1].address(),
          output,
          outputRows(geometry),
          patchDepth(geometry),
          columns,
          tile.rows,
          scratch,
          tile.bytes,
          bias,
          flags,
        ]);
      });
    },
  };
  return new DeferredProduct(backend, recipe);
}

/** Gradient of the filter: `[…kernel, channels, columns]`. */
export function filterGradient(
  backend: NativeBackend,
  { input, outputGradient, geometry, filterShape }: {
    input: TensorInfo;
    outputGradient: TensorInfo;
    geometry: Geometry;
    filterShape: number[];
  },
): TensorInfo {
  const columns = filterShape[filterShape.length - 1];
  const depth = patchDepth(geometry);
  const tile = tileOf(geometry);
  const partialBytes = roundUp(depth * columns * 4);
  const { threads } = backend.team;
  const inputAddress = backend.address(input);
  const gradientAddress = backend.address(outputGradient);
  const block = backend.heap.allocate(depth * columns * 4);
  const bytes = (tile.bytes + partialBytes) * threads;
  withGeometry(backend, geometry, bytes, (shape, scratch) => {
    backend.run(convolveFilterGradient, [
      shape,
      inputAddress,
      gradientAddress,
      block.address,
      outputRows(geometry),
      depth,
      columns,
      tile.rows,
      scratch,
      tile.bytes,
      scratch + tile.bytes * threads,
      partialBytes,
    ]);
  });
  return backend.tensorFrom(block, filterShape);
}

/** Gradient of the input, computed when it is read: a network's first layer never needs it. */
export function deferredInputGradient(
  backend: NativeBackend,
  { outputGradient, filter, geometry, inShape }: {
    outputGradient: TensorInfo;
    filter: TensorInfo;
    geometry: Geometry;
    inShape: number[];
  },
): TensorInfo {
  const inputs = [backend.storage(outputGradient), backend.storage(filter)];
  const columns = outputGradient.shape[outputGradient.shape.length - 1];
  const imageFloats = inShape.slice(1).reduce((product, size) => product * size, 1);
  const call = new DeferredCall(backend, inputs, {
    run: (output) => {
      const tile = tileOf(geometry);
      withGeometry(backend, geometry, tile.bytes * backend.team.threads, (shape, scratch) => {
        backend.run(convolveBackInput, [
          shape,
          inputs[0].address(),
          inputs[1].address(),
          output,
          geometry.batch,
          outputRows(geometry) / geometry.batch,
          patchDepth(geometry),
          columns,
          tile.rows,
          scratch,
          tile.bytes,
          imageFloats,
        ]);
      });
    },
  });
  return backend.tensorLater(call, inShape);
}

function tileOf(geometry: Geometry): { rows: number; bytes: number } {
  const depth = patchDepth(geometry);
  const rows = Math.max(16, Math.min(2048, Math.floor(TILE_FLOATS / depth / 16) * 16));
  return { rows, bytes: roundUp(rows * depth * 4) };
}

function withGeometry(
  backend: NativeBackend,
  geometry: Geometry,
  bytes: number,
  use: (shape: number, scratch: number) => void,
): void {
  const shape = placeGeometry(backend.heap, geometry);
  try {
    backend.withScratch(bytes, (scratch) => use(shape.address, scratch));
  } finally {
    backend.heap.free(shape);
  }
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
