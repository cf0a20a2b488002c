import type { NativeBackend } from "../backend/native_backend.ts";
import type { Storage } from "../backend/storage.ts";
import type { Deferred } from "./deferred.ts";

/** A computation that waits until its result is read, and is never done if nobody reads it. */
export class DeferredCall implements Deferred {
  readonly backend: NativeBackend;
  readonly inputs: readonly Storage[];
  /** Writes the result to a heap address. */
  readonly run: (output: number) => void;

  constructor(
    backend: NativeBackend,
    inputs: readonly Storage[],
    { run }: { run: (output: number) => void },
  ) {
    this.backend = backend;
    this.inputs = inputs;
    this.run = run;
    for (const storage of inputs) storage.hold();
  }

  compute(storage: Storage): void {
    const block = this.backend.heap.allocate(storage.size * 4);
    try {
      this.run(block.address);
    } catch (error) {
      this.backend.heap.free(block);
      throw error;
    }
    storage.fill(block);
    this.abandon();
  }

  abandon(): void {
    for (const storage of this.inputs) storage.release();
  }
}
