import type { NativeBackend } from "../backend/native_backend.ts";
import { Storage } from "../backend/storage.ts";
import { type Geometry, withGeometries } from "../kernels/geometry.ts";
import { poolGradient } from "../tasks/pool_gradient.ts";
import type { Deferred } from "./deferred.ts";
import { DeferredExpression } from "./expression.ts";

/** What a max pooling's gradient is computed from. */
export interface PoolGradientInputs {
  readonly geometry: Geometry;
  /** Gradient of the pooled values. */
  readonly gradient: Storage;
  /** The pooled values; they know where each of them came from. */
  readonly pooled: Storage;
  /** The pooling's input, by name only. */
  readonly source: Storage;
}

/**
 * The gradient of a max pooling's input, which waits: a convolution before it makes it image by image
 * in the cache and never stores it.
 */
export class DeferredPoolGradient implements Deferred {
  readonly backend: NativeBackend;
  readonly inputs: PoolGradientInputs;
  /** Whether a ReLU's gradient is in it: then all of it passes through the pooled values. */
  readonly masked: boolean;

  constructor(backend: NativeBackend, inputs: PoolGradientInputs, masked = false) {
    this.backend = backend;
    this.inputs = inputs;
    this.masked = masked;
    inputs.gradient.hold();
    inputs.pooled.hold();
  }

  get placesAddress(): number {
    return this.inputs.pooled.places!.block.address;
  }

  /**
   * This gradient behind that of the ReLU whose output was pooled. A pooled value is positive where
   * the value that it came from is, so the mask is put on the pooled side, which is smaller.
   */
  behindRelu(): DeferredPoolGradient {
    const { backend, inputs: { gradient, pooled } } = this;
    const { size } = gradient;
    const masked = new Storage(backend.heap, "float32", size, 0);
    const operands = [gradient, pooled];
    masked.deferred = new DeferredExpression(backend, "gate", { operands, size });
    return new DeferredPoolGradient(backend, { ...this.inputs, gradient: masked }, true);
  }

  compute(storage: Storage): void {
    const { backend, inputs: { geometry, gradient } } = this;
    const from = gradient.address();
    const block = backend.heap.allocate(storage.size * 4);
    try {
      withGeometries(backend.heap, [geometry], (shape) => {
        const args = [shape, from, this.placesAddress, block.address, geometry.batch];
        backend.run(poolGradient, args);
      });
    } catch (error) {
      backend.heap.free(block);
      throw error;
    }
    storage.fill(block);
    this.abandon();
  }

  abandon(): void {
    this.inputs.gradient.release();
    this.inputs.pooled.release();
  }
}
