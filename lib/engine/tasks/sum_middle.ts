import type { Task } from "../threads/task.ts";

/**
 * `sums[outer, inner]` = the sum of `values[outer, middle, inner]` over the middle (global average
 * pooling, say). Arguments: values, outer, middle, inner, sums.
 */
export const sumMiddle: Task = {
  name: "sumMiddle",
  run(context, [values, outer, middle, inner, sums]) {
    const { kernels, memory } = context;
    for (const row of context.pieces(outer)) {
      new Float32Array(memory.buffer, sums + row * inner * 4, inner).fill(0);
      const from = values + row * middle * inner * 4;
      kernels.sumColumns(from, middle, inner, sums + row * inner * 4);
    }
  },
};
