import type { backend_util, DataType, TensorInfo } from "@tensorflow/tfjs-core";
import type { Block, Heap } from "../memory/heap.ts";
import type { Deferred } from "../deferred/deferred.ts";

/** The cell of its window that each maximum came from, as bytes, for one pooling. */
export interface Places {
  readonly block: Block;
  /** Names the pooling. */
  readonly key: string;
}

/**
 * The values of a tensor: in JavaScript's memory, on the engine's heap, or not computed yet.
 *
 * It has the fields of TensorFlow.js's `TensorData`, so that the cpu backend's kernels work on it:
 * `values` computes what is deferred, and gives a view on the heap.
 */
export class Storage {
  readonly dtype: DataType;
  readonly heap: Heap;
  /** Elements; 0 for dtypes that never lie on the heap. */
  readonly size: number;
  /** How many tensors share it, as TensorFlow.js counts. 0 once the backend has dropped it. */
  refCount: number;
  complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
  /** Computes the values when they are first asked for. */
  deferred: Deferred | null = null;
  /** Where each maximum of a max pooling came from, kept for its gradient. */
  places: Places | null = null;
  #block: Block | null = null;
  #view: Float32Array | null = null;
  #values: backend_util.BackendValues | undefined;
  /** How many deferred values will read this one. */
  #holders = 0;

  constructor(heap: Heap, dtype: DataType, size: number, refCount: number) {
    this.heap = heap;
    this.dtype = dtype;
    this.size = size;
    this.refCount = refCount;
  }

  get values(): backend_util.BackendValues | undefined {
    if (this.deferred) this.deferred.compute(this);
    if (this.#block) return this.#view ??= this.heap.floats(this.#block.address, this.size);
    return this.#values;
  }

  set values(values: backend_util.BackendValues | undefined) {
    this.#dropBlock();
    this.#values = values;
  }

  get holders(): number {
    return this.#holders;
  }

  get alive(): boolean {
    return this.refCount > 0;
  }

  get onHeap(): boolean {
    return this.#block !== null;
  }

  /** Heap address of the float32 values; computes them or moves them there if need be. */
  address(): number {
    if (this.deferred) this.deferred.compute(this);
    if (!this.#block) {
      const values = this.#values as Float32Array;
      const block = this.heap.allocate(this.size * 4);
      this.heap.floats(block.address, this.size).set(values);
      this.#block = block;
      this.#values = undefined;
    }
    return this.#block.address;
  }

  /** Takes a block with the computed values; the storage owns it from now on. */
  fill(block: Block): void {
    this.deferred = null;
    this.#block = block;
    this.#view = null;
  }

  /** Gives its block away; only for storages that nobody will read again. */
  takeBlock(): Block | null {
    const block = this.#block;
    this.#block = null;
    this.#view = null;
    return block;
  }

  hold(): void {
    this.#holders++;
  }

  release(): void {
    this.#holders--;
    this.#dropIfDead();
  }

  /** The backend forgets this storage: no tensor has it any more. */
  drop(): void {
    this.refCount = 0;
    this.#dropIfDead();
  }

  #dropIfDead(): void {
    if (this.alive || this.#holders > 0) return;
    this.#dropBlock();
    this.#values = undefined;
    if (this.places) {
      this.heap.free(this.places.block);
      this.places = null;
    }
    const deferred = this.deferred;
    this.deferred = null;
    deferred?.abandon();
  }

  #dropBlock(): void {
    if (this.#block) this.heap.free(this.#block);
    this.#block = null;
    this.#view = null;
  }
}
