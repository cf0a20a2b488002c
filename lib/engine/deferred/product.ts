import type { NativeBackend } from "../backend/native_backend.ts";
import type { Storage } from "../backend/storage.ts";
import type { Geometry } from "../kernels/geometry.ts";
import { BIAS, RELU } from "../tasks/epilogue.ts";
import type { Deferred } from "./deferred.ts";

/** A convolution or matrix product, and how to run it. */
export interface ProductRecipe {
  readonly inputs: readonly Storage[];
  readonly outputSize: number;
  /** Length of the last axis: what a bias must have. */
  readonly columns: number;
  /** The geometry, if it is a convolution: input and filter are then its inputs. */
  readonly convolution?: Geometry;
  /** Writes the product, followed by bias (heap address) and ReLU as the flags say. */
  run(output: number, bias: number, flags: number): void;
}

/**
 * A product that waits to see whether a bias and a ReLU follow: they are then applied while each part
 * of the product is still in the cache, and the tensors in between are never made.
 */
export class DeferredProduct implements Deferred {
  readonly backend: NativeBackend;
  readonly recipe: ProductRecipe;
  readonly bias: Storage | null;
  readonly relu: boolean;

  constructor(
    backend: NativeBackend,
    recipe: ProductRecipe,
    { bias = null, relu = false }: { bias?: Storage | null; relu?: boolean } = {},
  ) {
    this.backend = backend;
    this.recipe = recipe;
    this.bias = bias;
    this.relu = relu;
    for (const storage of recipe.inputs) storage.hold();
    bias?.hold();
  }

  /** The same product with a bias behind it, or null if that is not possible. */
  withBias(bias: Storage): DeferredProduct | null {
    if (this.bias || this.relu || bias.size !== this.recipe.columns) return null;
    return new DeferredProduct(this.backend, this.recipe, { bias });
  }

  /** The same product with a ReLU behind it. */
  withRelu(): DeferredProduct {
    return new DeferredProduct(this.backend, this.recipe, { bias: this.bias, relu: true });
  }

  compute(storage: Storage): void {
    const block = this.backend.heap.allocate(this.recipe.outputSize * 4);
    try {
      const flags = (this.relu ? RELU : 0) + (this.bias ? BIAS : 0);
      this.recipe.run(block.address, this.bias?.address() ?? 0, flags);
    } catch (error) {
      this.backend.heap.free(block);
      throw error;
    }
    storage.fill(block);
    this.abandon();
  }

  abandon(): void {
    for (const storage of this.recipe.inputs) storage.release();
    this.bias?.release();
  }
}
