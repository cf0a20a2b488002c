import { share, type Task } from "../threads/task.ts";

/** Max pooling. Arguments: geometry, input, output, places (bytes), output lines. */
export const pool: Task = {
  name: "pool",
  run(context, [geometry, input, output, places, lines]) {
    const [first, last] = share(lines, context);
    context.kernels.maxPool(geometry, input, output, places, first, last);
  },
};
