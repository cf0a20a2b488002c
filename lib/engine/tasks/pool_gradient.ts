import type { Task } from "../threads/task.ts";

/** Gradient of max pooling. Arguments: geometry, gradient of the output, places, gradient, images. */
export const poolGradient: Task = {
  name: "poolGradient",
  run(context, [geometry, outputGradient, places, gradient, images]) {
    for (const image of context.pieces(images)) {
      context.kernels.maxPoolGradient(geometry, outputGradient, places, gradient, image, image + 1);
    }
  },
};
