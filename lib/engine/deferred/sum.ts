import type { NativeBackend } from "../backend/native_backend.ts";
import type { Storage } from "../backend/storage.ts";
import type { Deferred } from "./deferred.ts";
import { evaluate } from "./evaluate.ts";

/** Sums that wait, of each backend. */
const waiting = new WeakMap<NativeBackend, Map<Storage, DeferredSum>>();

/**
 * A sum over the rows of an array `[rows, columns]` that waits. When one is read, all that wait for
 * arrays of the same size are computed in the same pass; an array that is itself an expression is
 * summed without being stored.
 */
export class DeferredSum implements Deferred {
  readonly backend: NativeBackend;
  readonly values: Storage;
  /** Length of a row as it is summed; a multiple of {@linkcode results}. */
  readonly columns: number;
  readonly results: number;
  /** What each sum is multiplied with. */
  readonly scale: number;

  constructor(
    backend: NativeBackend,
    values: Storage,
    { columns, results, scale }: { columns: number; results: number; scale: number },
  ) {
    this.backend = backend;
    this.values = values;
    this.columns = columns;
    this.results = results;
    this.scale = scale;
    values.hold();
  }

  /** To be called once, with the storage that will hold the sums. */
  wait(storage: Storage): void {
    const all = waiting.get(this.backend) ?? new Map();
    all.set(storage, this);
    waiting.set(this.backend, all);
  }

  compute(_storage: Storage): void {
    const { backend, columns, values: { size } } = this;
    const all = waiting.get(backend)!;
    const group = [...all].filter(([{ alive, holders }, sum]) =>
      sum.columns === columns && sum.values.size === size && (alive || holders > 0)
    );
    const bytes = Math.ceil(columns / 16) * 64;
    const block = backend.heap.allocate(bytes * group.length);
    try {
      const output = (i: number) => block.address + i * bytes;
      const sums = group.map(([, { values }], i) => ({ values, output: output(i) }));
      evaluate(backend, { sums, columns, size });
      group.forEach(([storage, sum], i) => sum.#finish(storage, output(i)));
    } finally {
      backend.heap.free(block);
    }
  }

  abandon(): void {
    const all = waiting.get(this.backend)!;
    for (const [storage, sum] of all) if (sum === this) all.delete(storage);
    this.values.release();
  }

  /** Folds what was summed in several columns into one, scales, and fills the storage. */
  #finish(storage: Storage, address: number): void {
    const { heap } = this.backend;
    const sums = heap.floats(address, this.columns);
    const block = heap.allocate(this.results * 4);
    const results = heap.floats(block.address, this.results);
    for (let i = 0; i < this.results; i++) {
      let sum = 0;
      for (let c = i; c < this.columns; c += this.results) sum += sums[c];
      results[i] = sum * this.scale;
    }
    storage.fill(block);
    this.abandon();
  }
}
