import type { NativeBackend } from "../backend/native_backend.ts";
import type { DeferredProduct } from "../deferred/product.ts";
import { type Geometry, outputRows, patchDepth, withGeometries } from "../kernels/geometry.ts";
import { convolvePool } from "../tasks/convolve_pool.ts";
import { BIAS, RELU } from "../tasks/epilogue.ts";
import { overlapRoom } from "./overlap_room.ts";
import { roundUp, rowsPerImage, tileOf } from "./tile.ts";
import { shouldUseWinograd } from "./winograd.ts";

/** Largest image, in bytes, that is worth keeping in the cache between convolution and pooling. */
const LARGEST_IMAGE = 4 * 1024 * 1024;

/**
 * Whether a pooling should be done together with the convolution that it pools: where every thread
 * has an image, which then stays in its cache.
 */
export function canPoolTogether(backend: NativeBackend, { recipe }: DeferredProduct): boolean {
  const { convolution, columns } = recipe;
  if (!convolution || shouldUseWinograd(backend, convolution, columns)) return false;
  return convolution.batch >= backend.team.threads &&
    rowsPerImage(convolution) * columns * 4 <= LARGEST_IMAGE;
}

/** Convolution, bias, ReLU and max pooling in one pass. */
export function runPooledConvolution(
  backend: NativeBackend,
  { product, pooling, output, places }: {
    product: DeferredProduct;
    pooling: Geometry;
    output: number;
    /** 0 if the places are not asked for. */
    places: number;
  },
): void {
  const { recipe: { inputs, convolution, columns }, bias, relu } = product;
  const geometry = convolution!;
  const [input, filter, biases = 0] = [...inputs, ...(bias ? [bias] : [])].map((s) => s.address());
  const tile = tileOf(geometry);
  const imageRows = rowsPerImage(geometry);
  const flags = (relu ? RELU : 0) + (bias ? BIAS : 0);
  const imageBytes = roundUp(imageRows * columns * 4);
  const poolBytes = overlapRoom(pooling);
  const scratchBytes = tile.bytes + imageBytes + poolBytes;
  const lines = outputRows(pooling) / pooling.outWidth / pooling.batch;
  withGeometries(backend.heap, [geometry, pooling], (shape, poolShape) => {
    backend.withScratch(scratchBytes * backend.team.threads, (scratch) => {
      backend.run(convolvePool, [
        shape,
        input,
        filter,
        imageRows,
        patchDepth(geometry),
        columns,
        tile.rows,
        tile.turned,
        biases,
        flags,
        poolShape,
        output,
        places,
        geometry.batch,
        lines,
        scratch,
        scratchBytes,
        tile.bytes,
        imageBytes,
        poolBytes,
      ]);
    });
  });
}
