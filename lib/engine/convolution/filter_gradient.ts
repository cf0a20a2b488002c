import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeBackend } from "../backend/native_backend.ts";
import { type Geometry, patchDepth, withGeometries } from "../kernels/geometry.ts";
import { convolveFilterGradient } from "../tasks/convolve_filter_gradient.ts";
import { SUM_PIECES } from "../threads/task.ts";
import { gradientSource } from "./gradient_source.ts";
import { roundUp, rowsPerImage, tileOf } from "./tile.ts";
import { canSumWinograd, runWinogradFilterGradient } from "./winograd.ts";

/** Gradient of a convolution's filter: `[…kernel, channels, columns]`. */
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
  const imageRows = rowsPerImage(geometry);
  const x = backend.address(input);
  if (canSumWinograd(backend, geometry, columns)) {
    const block = backend.heap.allocate(depth * columns * 4);
    runWinogradFilterGradient(backend, {
      geometry,
      input: x,
      outputGradient: backend.address(outputGradient),
      result: block.address,
      outputs: columns,
    });
    return backend.tensorFrom(block, filterShape);
  }
  const source = gradientSource(backend.storage(outputGradient));
  const partialBytes = roundUp(depth * columns * 4);
  const roomBytes = source.pooling ? roundUp(imageRows * columns * 4) : 0;
  const scratchBytes = tile.bytes + roomBytes;
  const threadBytes = scratchBytes * backend.team.threads;
  const block = backend.heap.allocate(depth * columns * 4);
  const geometries = source.pooling ? [geometry, source.pooling] : [geometry];
  withGeometries(backend.heap, geometries, (shape, poolShape = 0) => {
    backend.withScratch(threadBytes + partialBytes * SUM_PIECES, (scratch) => {
      backend.run(convolveFilterGradient, [
        shape,
        x,
        source.address,
        block.address,
        geometry.batch,
        imageRows,
        depth,
        columns,
        tile.rows,
        tile.turned,
        poolShape,
        source.places,
        scratch,
        scratchBytes,
        tile.bytes,
        scratch + threadBytes,
        partialBytes,
      ]);
    });
  });
  return backend.tensorFrom(block, filterShape);
}
