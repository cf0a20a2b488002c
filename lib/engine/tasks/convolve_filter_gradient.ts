import { share, type Task } from "../threads/task.ts";

/**
 * Gradient of a convolution's filter: patches, transposed, times the output's gradient. Each thread
 * sums over its own rows; the threads' sums are added in their order.
 *
 * Arguments: geometry, input, gradient of the output `[rows, columns]`, gradient of the filter
 * `[depth, columns]`, rows, depth, columns, rows of a tile, scratch for patches, bytes of it a
 * thread, partial sums, bytes of them a thread.
 */
export const convolveFilterGradient: Task = {
  name: "convolveFilterGradient",
  run(context, args) {
    const [geometry, input, outputGradient, gradient, rows, depth, columns] = args;
    const [tileRows, scratch, scratchBytes, partials, partialBytes] = args.subarray(7);
    const { kernels, gemm, thread, threads } = context;
    const patches = scratch + thread * scratchBytes;
    const partial = partials + thread * partialBytes;
    const [first, last] = share(rows, context, tileRows);
    if (first === last) kernels.fillFloats(partial, 0, depth * columns);
    for (let row = first; row < last; row += tileRows) {
      const k = Math.min(tileRows, last - row);
      kernels.gatherPatches(geometry, input, row, k, patches);
      gemm.multiply({
        a: patches,
        b: outputGradient + row * columns * 4,
        c: partial,
        m: depth,
        n: columns,
        k,
        transposeA: true,
        accumulate: row > first,
      });
    }
    context.barrier();
    const [from, to] = share(depth * columns, context, 4);
    kernels.addBlocks(partials + from * 4, threads, partialBytes, gradient + from * 4, to - from);
  },
};
