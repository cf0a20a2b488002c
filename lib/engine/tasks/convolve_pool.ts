import type { Task } from "../threads/task.ts";
import { gather } from "./gather.ts";
import { poolLines } from "./pool_lines.ts";

/**
 * Convolution, max pooling, bias and ReLU, image by image: the image before pooling stays in the
 * cache and is never stored. Bias and ReLU keep the order of values, so they come last, where there
 * are fewest.
 *
 * Arguments: geometry, input, filter, rows an image, depth, columns, rows of a tile, 1 if patches are
 * turned, bias, flags, geometry of the pooling, output, places or 0, images, output lines an image,
 * scratch, bytes of it a thread, of these for a tile of patches, for an image, for the pooling.
 */
export const convolvePool: Task = {
  name: "convolvePool",
  run(context, args) {
    const [geometry, input, filter, imageRows, depth, columns, tileRows, turned] = args;
    const [bias, flags, pooling, output, places, images, lines] = args.subarray(8);
    const [scratch, scratchBytes, tileBytes, imageBytes, poolBytes] = args.subarray(15);
    const { kernels, gemm, thread } = context;
    const patches = scratch + thread * scratchBytes;
    const room = patches + tileBytes;
    for (const image of context.pieces(images)) {
      for (let row = 0; row < imageRows; row += tileRows) {
        const m = Math.min(tileRows, imageRows - row);
        const c = room + row * columns * 4;
        const rows = { row: image * imageRows + row, rows: m, to: patches };
        gather(kernels, { geometry, input, turned }, rows);
        gemm.multiply({
          a: patches,
          b: filter,
          c,
          m,
          n: columns,
          k: depth,
          transposeA: turned !== 0,
        });
      }
      // The kernel counts images from the array's beginning, which lies that far before the room.
      const beginning = room - image * imageRows * columns * 4;
      const source = { geometry: pooling, input: beginning, output, places, bias, flags };
      const part = { first: image * lines, last: (image + 1) * lines };
      poolLines(kernels, source, { ...part, room: poolBytes > 0 ? room + imageBytes : 0 });
    }
  },
};
