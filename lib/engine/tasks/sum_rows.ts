import { share, type Task } from "../threads/task.ts";

/** Rows summed at a time, into a sum of their own: keeps the rounding error of long sums small. */
const CHUNK = 1024;

/**
 * `sums[columns]` = the sum over `rows`. Each thread sums its rows, in chunks; the threads' sums are
 * added in their order.
 *
 * Arguments: values, rows, columns, sums, partial sums (two arrays a thread), bytes of them a thread.
 */
export const sumRows: Task = {
  name: "sumRows",
  run(context, [values, rows, columns, sums, partials, partialBytes]) {
    const { kernels, thread, threads } = context;
    const partial = partials + thread * partialBytes;
    const chunkSums = partial + partialBytes / 2;
    kernels.fillFloats(partial, 0, columns);
    const [first, last] = share(rows, context);
    for (let row = first; row < last; row += CHUNK) {
      const count = Math.min(CHUNK, last - row);
      kernels.fillFloats(chunkSums, 0, columns);
      kernels.sumColumns(values + row * columns * 4, count, columns, chunkSums);
      kernels.sumColumns(chunkSums, 1, columns, partial);
    }
    context.barrier();
    if (thread === 0) kernels.addBlocks(partials, threads, partialBytes, sums, columns);
  },
};
