import { pieceOf, share, SUM_PIECES, type Task } from "../threads/task.ts";
import { gather } from "./gather.ts";
import { gradientImage } from "./pooled_image.ts";

/**
 * Gradient of a convolution's filter: patches, transposed, times the output's gradient. Each piece
 * sums over its own images; the pieces' sums are added in their order.
 *
 * Arguments: geometry, input, gradient of the output (see `pooled_image.ts`), gradient of the filter
 * `[depth, columns]`, images, rows an image, depth, columns, rows of a tile, 1 if patches are turned,
 * geometry of the pooling or 0, places, scratch, bytes of it a thread, of these for a tile of patches,
 * sums of the pieces, bytes of one.
 */
export const convolveFilterGradient: Task = {
  name: "convolveFilterGradient",
  run(context, args) {
    const [geometry, input, outputGradient, result, images, imageRows, depth, columns] = args;
    const [tileRows, turned, pooling, places] = args.subarray(8);
    const [scratch, scratchBytes, tileBytes, partials, partialBytes] = args.subarray(12);
    const { kernels, gemm, thread } = context;
    const patches = scratch + thread * scratchBytes;
    const room = patches + tileBytes;
    const imageBytes = imageRows * columns * 4;
    const source = { gradient: outputGradient, pooling, places, imageBytes };
    for (const piece of context.pieces(SUM_PIECES)) {
      const partial = partials + piece * partialBytes;
      const [first, last] = pieceOf(images, { piece, pieces: SUM_PIECES });
      if (first === last) kernels.fillFloats(partial, 0, depth * columns);
      for (let image = first; image < last; image++) {
        const gradient = gradientImage(kernels, source, { image, room });
        for (let row = 0; row < imageRows; row += tileRows) {
          const k = Math.min(tileRows, imageRows - row);
          const rows = { row: image * imageRows + row, rows: k, to: patches };
          gather(kernels, { geometry, input, turned }, rows);
          gemm.multiply({
            a: patches,
            b: gradient + row * columns * 4,
            c: partial,
            m: depth,
            n: columns,
            k,
            transposeA: turned === 0,
            accumulate: image > first || row > 0,
          });
        }
      }
    }
    context.barrier();
    const [from, to] = share(depth * columns, context, 4);
    const sums = partials + from * 4;
    kernels.addBlocks(sums, SUM_PIECES, partialBytes, result + from * 4, to - from);
  },
};
