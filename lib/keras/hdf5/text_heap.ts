import { LittleEndianBytes } from "./little_endian.ts";

/** Where a text lies. */
export interface TextPlace {
  /** In bytes. */
  readonly length: number;
  /** Address of its collection in the file. */
  readonly collection: number;
  readonly index: number;
}

const HEADER_BYTES = 16;
const SMALLEST_BYTES = 4096;
// An index has 16 bits, and 0 stands for free room.
const TEXTS_PER_COLLECTION = 65535;
const encoder = new TextEncoder();

/**
 * Texts of any length: HDF5's global heap (File Format Specification 3.0, III.E), one collection after
 * another from an address of the file on.
 */
export class TextHeap {
  readonly #address: number;
  readonly #finished = new LittleEndianBytes();
  #current = new LittleEndianBytes();
  #count = 0;

  constructor(address: number) {
    this.#address = address;
  }

  /** Puts a text into the heap. */
  place(text: string): TextPlace {
    if (this.#count === TEXTS_PER_COLLECTION) this.#finishCollection();
    const bytes = encoder.encode(text);
    const index = ++this.#count;
    this.#current.uint16(index).uint16(0).uint32(0).uint64(bytes.length).raw(bytes).align(8);
    return { length: bytes.length, collection: this.#address + this.#finished.length, index };
  }

  /** The heap's bytes; nothing can be placed afterwards. */
  finish(): Uint8Array {
    if (this.#count > 0) this.#finishCollection();
    return this.#finished.written;
  }

  #finishCollection(): void {
    const texts = this.#current.written;
    const needed = HEADER_BYTES + texts.length + HEADER_BYTES;
    const size = Math.max(SMALLEST_BYTES, needed);
    const free = size - HEADER_BYTES - texts.length;
    this.#finished.raw(encoder.encode("GCOL")).uint8(1, 0, 0, 0).uint64(size).raw(texts);
    this.#finished.uint16(0).uint16(0).uint32(0).uint64(free).raw(
      new Uint8Array(free - HEADER_BYTES),
    );
    this.#current = new LittleEndianBytes();
    this.#count = 0;
  }
}
