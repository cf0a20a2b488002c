import { share, type Task } from "../threads/task.ts";

/** Gradient of max pooling. Arguments: geometry, gradient of the output, places, gradient, images. */
export const poolGradient: Task = {
  name: "poolGradient",
  run(context, [geometry, outputGradient, places, gradient, images]) {
    const [first, last] = share(images, context);
    context.kernels.maxPoolGradient(geometry, outputGradient, places, gradient, first, last);
  },
};
