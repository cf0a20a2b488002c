import { pieceOf, type Task } from "../threads/task.ts";
import { poolLines } from "./pool_lines.ts";

const PIECES = 32;

/**
 * Max pooling. Arguments: geometry, input, output, places (bytes) or 0, output lines, scratch, bytes of
 * it a thread.
 */
export const pool: Task = {
  name: "pool",
  run(context, [geometry, input, output, places, lines, scratch, scratchBytes]) {
    const room = scratchBytes > 0 ? scratch + context.thread * scratchBytes : 0;
    const source = { geometry, input, output, places, bias: 0, flags: 0 };
    for (const piece of context.pieces(PIECES)) {
      const [first, last] = pieceOf(lines, { piece, pieces: PIECES });
      poolLines(context.kernels, source, { first, last, room });
    }
  },
};
