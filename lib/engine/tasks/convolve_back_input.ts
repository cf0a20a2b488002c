import type { Task } from "../threads/task.ts";
import { gradientImage } from "./pooled_image.ts";

/**
 * Gradient of a convolution's input: the output's gradient times the filter, transposed, added into
 * the cells that the patches came from. Threads take whole images, so none writes another's cells.
 *
 * Arguments: geometry, gradient of the output (see `pooled_image.ts`), filter `[depth, columns]`,
 * gradient of the input, images, rows an image, depth, columns, rows of a tile, floats of an input
 * image, geometry of the pooling or 0, places, scratch, bytes of it a thread, of these for a tile.
 */
export const convolveBackInput: Task = {
  name: "convolveBackInput",
  run(context, args) {
    const [geometry, outputGradient, filter, result, images, imageRows, depth, columns] = args;
    const [tileRows, imageFloats, pooling, places, scratch, scratchBytes, tileBytes] = args
      .subarray(8);
    const { kernels, gemm, thread, memory } = context;
    const patches = scratch + thread * scratchBytes;
    const room = patches + tileBytes;
    const imageBytes = imageRows * columns * 4;
    const source = { gradient: outputGradient, pooling, places, imageBytes };
    for (const image of context.pieces(images)) {
      const gradient = gradientImage(kernels, source, { image, room });
      new Float32Array(memory.buffer, result + image * imageFloats * 4, imageFloats).fill(0);
      for (let row = 0; row < imageRows; row += tileRows) {
        const m = Math.min(tileRows, imageRows - row);
        gemm.multiply({
          a: gradient + row * columns * 4,
          b: filter,
          c: patches,
          m,
          n: depth,
          k: columns,
          transposeB: true,
        });
        kernels.scatterPatches(geometry, patches, image * imageRows + row, m, result);
      }
    }
  },
};
