/** Rows in one block: 1024 images of 48x48 are 2.25 MiB. */
const ROWS_PER_BLOCK = 1024;

/**
 * A growing table of uint8 rows whose number is not known beforehand.
 *
 * It grows by blocks, which are never copied while it grows, and `finish` frees each block as soon
 * as it has been moved to the final array. So the memory needed is that of the rows and one block;
 * the usual doubling array would need up to three times the rows (see decision 0302).
 */
export class RowStore {
  readonly #width: number;
  readonly #full: Uint8Array<ArrayBuffer>[] = [];
  #block: Uint8Array<ArrayBuffer>;
  #rowsInBlock = 0;

  /** @param width bytes in one row. */
  constructor(width: number) {
    this.#width = width;
    this.#block = new Uint8Array(ROWS_PER_BLOCK * width);
  }

  /** The number of rows kept so far. */
  get rows(): number {
    return this.#full.length * ROWS_PER_BLOCK + this.#rowsInBlock;
  }

  /** The block that the next row goes to, at byte {@link RowStore.offset}. */
  get block(): Uint8Array<ArrayBuffer> {
    return this.#block;
  }

  /** Where in {@link RowStore.block} the next row starts. */
  get offset(): number {
    return this.#rowsInBlock * this.#width;
  }

  /** Keeps the row that was just written at `offset`. */
  keep(): void {
    if (++this.#rowsInBlock < ROWS_PER_BLOCK) return;
    this.#full.push(this.#block);
    this.#block = new Uint8Array(ROWS_PER_BLOCK * this.#width);
    this.#rowsInBlock = 0;
  }

  /** All rows in one array of exactly their size. The store is spent afterwards. */
  finish(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.rows * this.#width);
    let at = 0;
    const move = (block: Uint8Array<ArrayBuffer>, length: number) => {
      all.set(length === block.length ? block : block.subarray(0, length), at);
      at += length;
      block.buffer.transfer(0);
    };
    this.#full.forEach((block) => move(block, block.length));
    move(this.#block, this.offset);
    return all;
  }
}
