import { HEAP_START } from "./control.ts";

const PAGE = 65536;
const ALIGNMENT = 64;
/** Bytes behind the last block that kernels may read, a vector at a time. */
const SLACK = 64;
/** wasm32 reaches no further: 65,535 pages, one less than 4 GiB so that every end address fits 32 bits. */
const MAXIMUM_PAGES = 65535;

/** The most bytes that a heap can reach. */
export const MOST_HEAP_BYTES = MAXIMUM_PAGES * PAGE;

/** A piece of the heap. `bytes` is what was asked for, rounded up to 64. */
export interface Block {
  readonly address: number;
  readonly bytes: number;
}

/**
 * Memory for tensors: one `WebAssembly.Memory`, shared by all threads and by native code.
 *
 * Best fit with splitting and coalescing. Fresh pages cost page faults and reused ones do not, so
 * freed blocks are kept and taken again; the memory grows only when nothing fits.
 */
export class Heap {
  readonly memory: WebAssembly.Memory;
  /** Free blocks in the order of their addresses, no two of them touching. */
  #free: { address: number; bytes: number }[] = [];
  #end: number;
  #live = 0;

  constructor() {
    this.memory = new WebAssembly.Memory({ initial: 16, maximum: MAXIMUM_PAGES, shared: true });
    this.#end = HEAP_START;
  }

  /** Bytes in blocks that are in use. */
  get liveBytes(): number {
    return this.#live;
  }

  /** Bytes that the heap has reached so far, free ones included. */
  get reachedBytes(): number {
    return this.#end;
  }

  /** @throws {RangeError} if the 4 GiB that wasm32 can address are used up. */
  allocate(byteLength: number): Block {
    const bytes = Math.max(ALIGNMENT, Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT);
    const block = this.#takeFree(bytes) ?? this.#extend(bytes);
    this.#live += bytes;
    return block;
  }

  free(block: Block): void {
    this.#live -= block.bytes;
    const free = this.#free;
    let low = 0;
    let high = free.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (free[middle].address < block.address) low = middle + 1;
      else high = middle;
    }
    const before = free[low - 1];
    const after = free[low];
    const joinsBefore = before !== undefined && before.address + before.bytes === block.address;
    const joinsAfter = after !== undefined && block.address + block.bytes === after.address;
    if (joinsBefore) {
      before.bytes += block.bytes + (joinsAfter ? after.bytes : 0);
      if (joinsAfter) free.splice(low, 1);
    } else if (joinsAfter) {
      after.address = block.address;
      after.bytes += block.bytes;
    } else {
      free.splice(low, 0, { address: block.address, bytes: block.bytes });
    }
  }

  floats(address: number, length: number): Float32Array<SharedArrayBuffer> {
    return new Float32Array(this.memory.buffer as unknown as SharedArrayBuffer, address, length);
  }

  #takeFree(bytes: number): Block | null {
    let best = -1;
    let bestBytes = Infinity;
    for (let i = 0; i < this.#free.length; i++) {
      const size = this.#free[i].bytes;
      if (size >= bytes && size < bestBytes) {
        best = i;
        bestBytes = size;
        if (size === bytes) break;
      }
    }
    if (best < 0) return null;
    const found = this.#free[best];
    const address = found.address;
    if (found.bytes === bytes) this.#free.splice(best, 1);
    else {
      found.address += bytes;
      found.bytes -= bytes;
    }
    return { address, bytes };
  }

  #extend(bytes: number): Block {
    const last = this.#free.at(-1);
    const touchesEnd = last !== undefined && last.address + last.bytes === this.#end;
    const address = touchesEnd ? last.address : this.#end;
    const end = address + bytes;
    const missing = Math.ceil((end + SLACK - this.memory.buffer.byteLength) / PAGE);
    if (missing > 0) {
      try {
        this.memory.grow(missing);
      } catch {
        throw new RangeError(
          `The engine's memory is full: ${bytes} bytes more than the ${this.#live} in use do not ` +
            "fit the 4 GiB that wasm32 can address. Use smaller batches, or dispose tensors.",
        );
      }
    }
    if (touchesEnd) this.#free.pop();
    this.#end = end;
    return { address, bytes };
  }
}
