import { share, type Task } from "../threads/task.ts";
import { applyEpilogue } from "./epilogue.ts";

/**
 * `output[rows, columns] = input[rows, depth] weights[depth, columns]`, then bias and ReLU. Threads
 * divide the depth, so that each reads its own part of the weights only; their sums are added in
 * their order.
 *
 * Arguments: input, weights, output, rows, depth, columns, band (depth of a step), scratch (bands of
 * the input), bytes of it a thread, partial sums, bytes of them a thread, bias, flags.
 */
export const denseForward: Task = {
  name: "denseForward",
  run(context, args) {
    const [input, weights, output, rows, depth, columns, band] = args;
    const [scratch, scratchBytes, partials, partialBytes, bias, flags] = args.subarray(7);
    const { kernels, gemm, thread, threads } = context;
    const copy = scratch + thread * scratchBytes;
    const partial = threads === 1 ? output : partials + thread * partialBytes;
    const [first, last] = share(depth, context, band);
    if (first === last) kernels.fillFloats(partial, 0, rows * columns);
    for (let at = first; at < last; at += band) {
      const k = Math.min(band, last - at);
      const whole = k === depth;
      if (!whole) kernels.copyColumns(input + at * 4, rows, depth, k, copy);
      gemm.multiply({
        a: whole ? input : copy,
        b: weights + at * columns * 4,
        c: partial,
        m: rows,
        n: columns,
        k,
        accumulate: at > first,
      });
    }
    context.barrier();
    const [from, to] = share(rows, context);
    const place = output + from * columns * 4;
    if (threads > 1) {
      const offset = from * columns * 4;
      kernels.addBlocks(partials + offset, threads, partialBytes, place, (to - from) * columns);
    }
    applyEpilogue(kernels, place, { rows: to - from, columns, bias, flags });
  },
};
