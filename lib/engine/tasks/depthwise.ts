import { pieceOf, share, SUM_PIECES, type Task } from "../threads/task.ts";

const PIECES = 32;

/** Depthwise convolution. Arguments: geometry, input, filter, output, output lines. */
export const depthwise: Task = {
  name: "depthwise",
  run(context, [geometry, input, filter, output, lines]) {
    for (const piece of context.pieces(PIECES)) {
      const [first, last] = pieceOf(lines, { piece, pieces: PIECES });
      context.kernels.depthwise(geometry, input, filter, output, first, last);
    }
  },
};

/** Gradient of its input. Arguments: geometry, gradient of the output, filter, gradient, images. */
export const depthwiseInputGradient: Task = {
  name: "depthwiseInputGradient",
  run(context, [geometry, outputGradient, filter, gradient, images]) {
    const { kernels } = context;
    for (const image of context.pieces(images)) {
      kernels.depthwiseInputGradient(geometry, outputGradient, filter, gradient, image, image + 1);
    }
  },
};

/**
 * Gradient of its filter, summed in pieces that are added in their order. Arguments: geometry, input,
 * gradient of the output, gradient, output lines, floats of the filter, sums of the pieces, bytes of
 * one, rooms of the threads, bytes of one.
 */
export const depthwiseFilterGradient: Task = {
  name: "depthwiseFilterGradient",
  run(context, args) {
    const [geometry, input, outputGradient, gradient, lines, floats] = args;
    const [partials, partialBytes, rooms, roomBytes] = args.subarray(6);
    const { kernels, thread } = context;
    const room = rooms + thread * roomBytes;
    for (const piece of context.pieces(SUM_PIECES)) {
      const partial = partials + piece * partialBytes;
      const [first, last] = pieceOf(lines, { piece, pieces: SUM_PIECES });
      kernels.fillFloats(partial, 0, floats);
      const addresses = [geometry, input, outputGradient, partial] as const;
      kernels.depthwiseFilterGradient(...addresses, first, last, room);
    }
    context.barrier();
    const [from, to] = share(floats, context, 4);
    const place = partials + from * 4;
    kernels.addBlocks(place, SUM_PIECES, partialBytes, gradient + from * 4, to - from);
  },
};
