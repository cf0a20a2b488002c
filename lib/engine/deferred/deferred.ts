import type { Storage } from "../backend/storage.ts";

/**
 * A value that is recorded and not yet computed.
 *
 * It holds the storages that it reads, so these outlive their tensors; computing or abandoning it
 * lets them go.
 */
export interface Deferred {
  /** Computes the value and fills the storage with it. */
  compute(storage: Storage): void;
  /** The storage has died unread: lets go of what is held. */
  abandon(): void;
}
