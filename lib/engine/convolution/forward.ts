import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeBackend } from "../backend/native_backend.ts";
import { DeferredProduct } from "../deferred/product.ts";
import { type Geometry, outputRows, patchDepth, withGeometries } from "../kernels/geometry.ts";
import { convolve } from "../tasks/convolve.ts";
import { sharedRows, tileOf } from "./tile.ts";
import { runWinograd, shouldUseWinograd } from "./winograd.ts";

/** The convolution `[…, columns]` of an input, as a product that waits for bias and ReLU. */
export function deferredConvolution(
  backend: NativeBackend,
  { input, filter, geometry, columns }: {
    input: TensorInfo;
    filter: TensorInfo;
    geometry: Geometry;
    columns: number;
  },
): DeferredProduct {
  const inputs = [backend.storage(input), backend.storage(filter)];
  const run = (output: number, bias: number, flags: number) => {
    const [x, weights] = inputs.map((storage) => storage.address());
    if (shouldUseWinograd(backend, geometry, columns)) {
      const addresses = { input: x, filter: weights, output };
      return runWinograd(backend, { geometry, outputs: columns, ...addresses, bias, flags });
    }
    const tile = tileOf(geometry);
    const rows = outputRows(geometry);
    const depth = patchDepth(geometry);
    const tileRows = sharedRows(tile, rows, backend.team.threads);
    withGeometries(backend.heap, [geometry], (shape) => {
      backend.withScratch(tile.bytes * backend.team.threads, (scratch) => {
        const sizes = [rows, depth, columns, tileRows];
        const room = [tile.turned, scratch, tile.bytes];
        backend.run(convolve, [shape, x, weights, output, ...sizes, ...room, bias, flags]);
      });
    });
  };
  const outputSize = outputRows(geometry) * columns;
  return new DeferredProduct(backend, { inputs, outputSize, columns, run, convolution: geometry });
}
