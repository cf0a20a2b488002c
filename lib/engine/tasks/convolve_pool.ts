import type { Task } from "../threads/task.ts";
import { applyEpilogue } from "./epilogue.ts";

/**
 * Convolution, bias, ReLU and max pooling, image by image: the image before pooling stays in the
 * cache and is never stored.
 *
 * Arguments: geometry, input, filter, rows an image, depth, columns, rows of a tile, bias, flags,
 * geometry of the pooling, output, places, images, output lines an image, scratch, bytes of it a
 * thread, of these for a tile of patches.
 */
export const convolvePool: Task = {
  name: "convolvePool",
  run(context, args) {
    const [geometry, input, filter, imageRows, depth, columns, tileRows, bias, flags] = args;
    const [pooling, output, places, images, lines, scratch, scratchBytes, tileBytes] = args
      .subarray(9);
    const { kernels, gemm, thread } = context;
    const patches = scratch + thread * scratchBytes;
    const room = patches + tileBytes;
    for (const image of context.pieces(images)) {
      for (let row = 0; row < imageRows; row += tileRows) {
        const m = Math.min(tileRows, imageRows - row);
        const c = room + row * columns * 4;
        kernels.gatherPatches(geometry, input, image * imageRows + row, m, patches);
        gemm.multiply({ a: patches, b: filter, c, m, n: columns, k: depth });
        applyEpilogue(kernels, c, { rows: m, columns, bias, flags });
      }
      // The kernel counts images from the array's beginning, which lies that far before the room.
      const beginning = room - image * imageRows * columns * 4;
      kernels.maxPool(pooling, beginning, output, places, image * lines, (image + 1) * lines);
    }
  },
};
