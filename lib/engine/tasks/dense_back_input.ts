import type { Task } from "../threads/task.ts";

/**
 * `gradient[rows, depth] = outputGradient[rows, columns] weights[depth, columns]ᵀ`, by bands of the
 * depth, each of which is put in its place while it is in the cache.
 *
 * Arguments: gradient of the output, weights, gradient, rows, depth, columns, band, scratch, bytes of
 * it a thread.
 */
export const denseBackInput: Task = {
  name: "denseBackInput",
  run(context, args) {
    const [outputGradient, weights, gradient, rows, depth, columns, band] = args;
    const [scratch, scratchBytes] = args.subarray(7);
    const { kernels, gemm, thread } = context;
    const part = scratch + thread * scratchBytes;
    for (const piece of context.pieces(Math.ceil(depth / band))) {
      const at = piece * band;
      const n = Math.min(band, depth - at);
      gemm.multiply({
        a: outputGradient,
        b: weights + at * columns * 4,
        c: part,
        m: rows,
        n,
        k: columns,
        transposeB: true,
      });
      kernels.placeColumns(part, rows, depth, n, gradient + at * 4);
    }
  },
};
