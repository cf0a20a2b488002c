import { share, type Task } from "../threads/task.ts";

/**
 * `sums[outer, inner]` = the sum of `values[outer, middle, inner]` over the middle (global average
 * pooling, say). Arguments: values, outer, middle, inner, sums.
 */
export const sumMiddle: Task = {
  name: "sumMiddle",
  run(context, [values, outer, middle, inner, sums]) {
    const { kernels, memory } = context;
    const [first, last] = share(outer, context);
    new Float32Array(memory.buffer, sums + first * inner * 4, (last - first) * inner).fill(0);
    for (let row = first; row < last; row++) {
      const from = values + row * middle * inner * 4;
      kernels.sumColumns(from, middle, inner, sums + row * inner * 4);
    }
  },
};
