import type { Storage } from "../backend/storage.ts";
import { DeferredPoolGradient } from "../deferred/pool_gradient.ts";
import type { Geometry } from "../kernels/geometry.ts";

/** Where a convolution's gradients take the output's gradient from. */
export interface GradientSource {
  /** Heap address of the output's gradient, or of the pooled one that it is made from. */
  readonly address: number;
  readonly places: number;
  /** The pooling through which it comes, if it is made on the spot. */
  readonly pooling: Geometry | null;
}

/** Gradients of a max pooling are made image by image; all others are arrays. */
export function gradientSource(storage: Storage): GradientSource {
  const { deferred } = storage;
  if (!(deferred instanceof DeferredPoolGradient)) {
    return { address: storage.address(), places: 0, pooling: null };
  }
  const { inputs: { gradient, geometry }, placesAddress } = deferred;
  return { address: gradient.address(), places: placesAddress, pooling: geometry };
}
