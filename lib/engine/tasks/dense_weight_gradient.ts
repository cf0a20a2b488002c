import type { Task } from "../threads/task.ts";
import { applyEpilogue } from "./epilogue.ts";

/**
 * `gradient[depth, columns] = input[rows, depth]ᵀ outputGradient[rows, columns]`, by bands of the
 * depth; each band of the input is turned first.
 *
 * Arguments: input, gradient of the output, gradient, rows, depth, columns, band, scratch, bytes of
 * it a thread, bias, flags.
 */
export const denseWeightGradient: Task = {
  name: "denseWeightGradient",
  run(context, args) {
    const [input, outputGradient, gradient, rows, depth, columns, band] = args;
    const [scratch, scratchBytes, bias, flags] = args.subarray(7);
    const { kernels, gemm, thread } = context;
    const turned = scratch + thread * scratchBytes;
    for (const piece of context.pieces(Math.ceil(depth / band))) {
      const at = piece * band;
      const m = Math.min(band, depth - at);
      kernels.copyColumnsTransposed(input + at * 4, rows, depth, m, turned);
      const c = gradient + at * columns * 4;
      gemm.multiply({ a: turned, b: outputGradient, c, m, n: columns, k: rows });
      applyEpilogue(kernels, c, { rows: m, columns, bias, flags });
    }
  },
};
