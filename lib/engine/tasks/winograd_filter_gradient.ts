import { share, type Task } from "../threads/task.ts";

/**
 * Gradient of a convolution's filter by Winograd's transforms. Each thread sums the products of its
 * tiles in the transformed domain; the threads' sums are added in their order and transformed back.
 *
 * Arguments: geometry, input, gradient of the output, gradient of the filter, kernel depths, input
 * channels, output channels, tiles, tiles of a group, scratch, bytes of it a thread, bytes of it for
 * the sums, for the transformed input, for the transformed gradient.
 */
export const winogradFilterGradient: Task = {
  name: "winogradFilterGradient",
  run(context, args) {
    const [geometry, input, outputGradient, result, depths, inputs, outputs, tiles] = args;
    const [group, scratch, scratchBytes, sumBytes, inputBytes, gradientBytes] = args.subarray(8);
    const { kernels, gemm, thread, threads } = context;
    const sums = scratch + thread * scratchBytes;
    const products = sums + sumBytes;
    const transformed = products + sumBytes;
    const gradients = transformed + inputBytes;
    const room = gradients + gradientBytes;
    const rows = depths * inputs;
    const floats = 36 * rows * outputs;
    const [first, last] = share(tiles, context, group);
    if (first === last) kernels.fillFloats(sums, 0, floats);
    for (let tile = first; tile < last; tile += group) {
      const k = Math.min(group, last - tile);
      kernels.winogradInput(geometry, input, tile, k, transformed, room);
      kernels.winogradGradient(geometry, outputGradient, outputs, tile, k, gradients, room);
      gemm.multiplyBatch({
        a: transformed,
        b: gradients,
        c: tile === first ? sums : products,
        m: rows,
        n: outputs,
        k,
        batch: 36,
        transposeA: true,
      });
      if (tile > first) kernels.addBlocks(sums, 2, sumBytes, sums, floats);
    }
    context.barrier();
    const [from, to] = share(floats, context, 4);
    kernels.addBlocks(scratch + from * 4, threads, scratchBytes, scratch + from * 4, to - from);
    context.barrier();
    const [low, high] = share(rows, context);
    kernels.winogradFilterGradient(scratch, depths, inputs, outputs, low, high, result, room);
  },
};
