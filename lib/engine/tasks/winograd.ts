import { pieceOf, type Task } from "../threads/task.ts";

const FILTER_PIECES = 16;

/**
 * Convolution by Winograd's transforms: the filter is transformed once, by all threads; then each
 * thread takes groups of tiles through input transform, 36 products, and output transform with bias
 * and ReLU.
 *
 * Arguments: geometry, input, filter, output, kernel depths, input channels, output channels, 1 if
 * the filter is to be turned (gradient of the input), tiles, tiles of a group, bias, flags, room for
 * the transformed filter, scratch, bytes of it a thread, bytes of it for the transformed input, for
 * the products.
 */
export const winograd: Task = {
  name: "winograd",
  run(context, args) {
    const [geometry, input, filter, output, depths, inputs, outputs, turn, tiles] = args;
    const [group, bias, flags, filters, scratch, scratchBytes, inputBytes, productBytes] = args
      .subarray(9);
    const { kernels, gemm, thread } = context;
    const transformed = scratch + thread * scratchBytes;
    const products = transformed + inputBytes;
    const room = products + productBytes;
    for (const piece of context.pieces(FILTER_PIECES, 1)) {
      const [from, to] = pieceOf(depths * inputs, { piece, pieces: FILTER_PIECES });
      kernels.winogradFilter(filter, depths, inputs, outputs, turn, from, to, filters, room);
    }
    context.barrier();
    for (const piece of context.pieces(Math.ceil(tiles / group))) {
      const tile = piece * group;
      const m = Math.min(group, tiles - tile);
      kernels.winogradInput(geometry, input, tile, m, transformed, room);
      gemm.multiplyBatch({
        a: transformed,
        b: filters,
        c: products,
        m,
        n: outputs,
        k: depths * inputs,
        batch: 36,
      });
      kernels.winogradOutput(geometry, products, outputs, tile, m, output, bias, flags, room);
    }
  },
};
