import { pieceOf, type Task } from "../threads/task.ts";

const PIECES = 32;

/** Max pooling. Arguments: geometry, input, output, places (bytes), output lines. */
export const pool: Task = {
  name: "pool",
  run(context, [geometry, input, output, places, lines]) {
    for (const piece of context.pieces(PIECES)) {
      const [first, last] = pieceOf(lines, { piece, pieces: PIECES });
      context.kernels.maxPool(geometry, input, output, places, first, last);
    }
  },
};
