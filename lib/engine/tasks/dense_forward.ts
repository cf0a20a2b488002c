import { pieceOf, share, SUM_PIECES, type Task } from "../threads/task.ts";
import { applyEpilogue } from "./epilogue.ts";

/**
 * `output[rows, columns] = input[rows, depth] weights[depth, columns]`, then bias and ReLU. Threads
 * divide the depth, so that each reads its own part of the weights only; the pieces' sums are added
 * in their order. A single row is bound by memory alone, and has a kernel of its own.
 *
 * Arguments: input, weights, output, rows, depth, columns, band (depth of a step), scratch (bands of
 * the input), bytes of it a thread, sums of the pieces, bytes of one, bias, flags.
 */
export const denseForward: Task = {
  name: "denseForward",
  run(context, args) {
    const [input, weights, output, rows, depth, columns, band] = args;
    const [scratch, scratchBytes, partials, partialBytes, bias, flags] = args.subarray(7);
    const { kernels, gemm, thread } = context;
    const copy = scratch + thread * scratchBytes;
    const isVector = rows === 1 && columns % 4 === 0;
    for (const piece of context.pieces(SUM_PIECES)) {
      const partial = partials + piece * partialBytes;
      const [first, last] = pieceOf(depth, { piece, pieces: SUM_PIECES }, band);
      if (first === last || isVector) kernels.fillFloats(partial, 0, rows * columns);
      if (isVector) {
        const part = weights + first * columns * 4;
        kernels.multiplyVector(input + first * 4, part, last - first, columns, partial);
        continue;
      }
      for (let at = first; at < last; at += band) {
        const k = Math.min(band, last - at);
        kernels.copyColumns(input + at * 4, rows, depth, k, copy);
        gemm.multiply({
          a: copy,
          b: weights + at * columns * 4,
          c: partial,
          m: rows,
          n: columns,
          k,
          accumulate: at > first,
        });
      }
    }
    context.barrier();
    const [from, to] = share(rows, context);
    const offset = from * columns * 4;
    const place = output + offset;
    kernels.addBlocks(partials + offset, SUM_PIECES, partialBytes, place, (to - from) * columns);
    applyEpilogue(kernels, place, { rows: to - from, columns, bias, flags });
  },
};
