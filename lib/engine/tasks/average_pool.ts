import { pieceOf, type Task } from "../threads/task.ts";

const PIECES = 32;

/** Average pooling. Arguments: geometry, input, output, output lines. */
export const averagePool: Task = {
  name: "averagePool",
  run(context, [geometry, input, output, lines]) {
    for (const piece of context.pieces(PIECES)) {
      const [first, last] = pieceOf(lines, { piece, pieces: PIECES });
      context.kernels.averagePool(geometry, input, output, first, last);
    }
  },
};

/** Its gradient. Arguments: geometry, gradient of the output, gradient, images. */
export const averagePoolGradient: Task = {
  name: "averagePoolGradient",
  run(context, [geometry, outputGradient, gradient, images]) {
    for (const image of context.pieces(images)) {
      context.kernels.averagePoolGradient(geometry, outputGradient, gradient, image, image + 1);
    }
  },
};
