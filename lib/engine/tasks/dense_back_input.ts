import { share, type Task } from "../threads/task.ts";

/**
 * `gradient[rows, depth] = outputGradient[rows, columns] weights[depth, columns]ᵀ`, by bands of the
 * depth. Each band is multiplied the other way round (weights first), which needs no transposed
 * weights, and is turned while it is put in its place.
 *
 * Arguments: gradient of the output, weights, gradient, rows, depth, columns, band, turned (room for
 * the output's gradient, transposed), scratch, bytes of it a thread.
 */
export const denseBackInput: Task = {
  name: "denseBackInput",
  run(context, args) {
    const [outputGradient, weights, gradient, rows, depth, columns, band] = args;
    const [turned, scratch, scratchBytes] = args.subarray(7);
    const { kernels, gemm, thread } = context;
    const [left, right] = share(columns, context, 16);
    if (right > left) {
      kernels.copyColumnsTransposed(
        outputGradient + left * 4,
        rows,
        columns,
        right - left,
        turned + left * rows * 4,
      );
    }
    context.barrier();
    const part = scratch + thread * scratchBytes;
    for (const piece of context.pieces(Math.ceil(depth / band))) {
      const at = piece * band;
      const m = Math.min(band, depth - at);
      gemm.multiply({
        a: weights + at * columns * 4,
        b: turned,
        c: part,
        m,
        n: rows,
        k: columns,
      });
      kernels.placeColumnsTransposed(part, rows, depth, m, gradient + at * 4);
    }
  },
};
