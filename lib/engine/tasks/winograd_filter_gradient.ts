import { pieceOf, share, type Task } from "../threads/task.ts";

/** Pieces of the sum; fewer than elsewhere, because each takes much room. */
export const WINOGRAD_SUM_PIECES = 4;

/**
 * Gradient of a convolution's filter by Winograd's transforms. Each piece sums the products of its
 * tiles in the transformed domain; the pieces' sums are added in their order and transformed back.
 *
 * Arguments: geometry, input, gradient of the output, gradient of the filter, kernel depths, input
 * channels, output channels, tiles, tiles of a group, scratch, bytes of it a thread, sums of the
 * pieces, bytes of one, bytes of the scratch for the transformed input, for the transformed gradient.
 */
export const winogradFilterGradient: Task = {
  name: "winogradFilterGradient",
  run(context, args) {
    const [geometry, input, outputGradient, result, depths, inputs, outputs, tiles] = args;
    const [group, scratch, scratchBytes, allSums, sumBytes, inputBytes, gradientBytes] = args
      .subarray(8);
    const { kernels, gemm, thread } = context;
    const products = scratch + thread * scratchBytes;
    const transformed = products + sumBytes;
    const gradients = transformed + inputBytes;
    const room = gradients + gradientBytes;
    const rows = depths * inputs;
    const floats = 36 * rows * outputs;
    for (const piece of context.pieces(WINOGRAD_SUM_PIECES)) {
      const sums = allSums + piece * sumBytes;
      const [first, last] = pieceOf(tiles, { piece, pieces: WINOGRAD_SUM_PIECES }, group);
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
        if (tile > first) kernels.addBlocks(sums, 2, products - sums, sums, floats);
      }
    }
    context.barrier();
    const [from, to] = share(floats, context, 4);
    const place = allSums + from * 4;
    kernels.addBlocks(place, WINOGRAD_SUM_PIECES, sumBytes, place, to - from);
    context.barrier();
    const [low, high] = share(rows, context);
    kernels.winogradFilterGradient(allSums, depths, inputs, outputs, low, high, result, room);
  },
};
