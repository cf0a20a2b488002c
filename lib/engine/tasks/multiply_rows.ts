import type { Task } from "../threads/task.ts";
import { applyEpilogue } from "./epilogue.ts";

/**
 * `output[rows, columns] = a[rows, depth] b`, threads dividing the rows, then bias and ReLU.
 *
 * Arguments: a, b (`[depth, columns]`, or `[columns, depth]` if transposed), output, rows, depth,
 * columns, 1 if b is transposed, rows of a tile, bias, flags.
 */
export const multiplyRows: Task = {
  name: "multiplyRows",
  run(context, args) {
    const [a, b, output, rows, depth, columns, transposed, tileRows, bias, flags] = args;
    const { kernels, gemm } = context;
    for (const tile of context.pieces(Math.ceil(rows / tileRows))) {
      const row = tile * tileRows;
      const m = Math.min(tileRows, rows - row);
      const c = output + row * columns * 4;
      gemm.multiply({
        a: a + row * depth * 4,
        b,
        c,
        m,
        n: columns,
        k: depth,
        transposeB: transposed !== 0,
      });
      applyEpilogue(kernels, c, { rows: m, columns, bias, flags });
    }
  },
};
