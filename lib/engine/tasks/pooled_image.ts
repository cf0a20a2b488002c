import type { Kernels } from "../threads/task.ts";

/**
 * Where a task finds an image of a convolution's output gradient: in an array, or made on the spot
 * from a max pooling's gradient.
 */
export interface GradientSource {
  /** Heap address of the array; of the pooled gradient, if it is made on the spot. */
  readonly gradient: number;
  /** Geometry of the pooling, or 0 if the gradient lies in an array. */
  readonly pooling: number;
  readonly places: number;
  readonly imageBytes: number;
}

/** Address of an image's gradient; `room` is where it may be made. */
export function gradientImage(
  kernels: Kernels,
  { gradient, pooling, places, imageBytes }: GradientSource,
  { image, room }: { image: number; room: number },
): number {
  if (pooling === 0) return gradient + image * imageBytes;
  // The kernel counts images from the array's beginning, which lies that far before the room.
  const beginning = room - image * imageBytes;
  kernels.maxPoolGradient(pooling, gradient, places, beginning, image, image + 1);
  return room;
}
