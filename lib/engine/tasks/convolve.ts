import type { Task } from "../threads/task.ts";
import { applyEpilogue } from "./epilogue.ts";
import { gather } from "./gather.ts";

/**
 * Convolution as patches times filter, a tile of rows at a time.
 *
 * Arguments: geometry, input, filter `[depth, columns]`, output `[rows, columns]`, rows, depth (of a
 * patch), columns, rows of a tile, 1 if patches are turned, scratch (one tile of patches a thread),
 * bytes of it, bias, flags.
 */
export const convolve: Task = {
  name: "convolve",
  run(context, args) {
    const [geometry, input, filter, output, rows, depth, columns] = args;
    const [tileRows, turned, scratch, scratchBytes, bias, flags] = args.subarray(7);
    const { kernels, gemm, thread } = context;
    const patches = scratch + thread * scratchBytes;
    for (const tile of context.pieces(Math.ceil(rows / tileRows))) {
      const row = tile * tileRows;
      const m = Math.min(tileRows, rows - row);
      const c = output + row * columns * 4;
      gather(kernels, { geometry, input, turned }, { row, rows: m, to: patches });
      gemm.multiply({
        a: patches,
        b: filter,
        c,
        m,
        n: columns,
        k: depth,
        transposeA: turned !== 0,
      });
      applyEpilogue(kernels, c, { rows: m, columns, bias, flags });
    }
  },
};
