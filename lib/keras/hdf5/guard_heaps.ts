/** What is used of Emscripten's file system. */
export interface FileSystem {
  read(
    stream: unknown,
    buffer: Int8Array | Uint8Array,
    offset: number,
    length: number,
    position?: number,
  ): number;
}

/** `GCOL` and its version: how a collection of texts begins. */
const SIGNATURE = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0];
const HEADER_BYTES = 16;
/** Numbers are read in larger pieces; what describes them in smaller ones. */
const LARGEST_READ = 1 << 16;
const LARGEST_COLLECTION = 1 << 30;

/**
 * Has collections of texts (HDF5's global heap) looked at as the library reads them. Compiled to 32
 * bits, it goes round for ever in one whose sizes are damaged, and a program that hangs cannot say why.
 */
export function guardHeaps(files: FileSystem): void {
  const read = files.read.bind(files);
  files.read = (stream, buffer, offset, length, position) => {
    const count = read(stream, buffer, offset, length, position);
    if (position === undefined || count > LARGEST_READ) return count;
    for (const at of signatures(buffer.subarray(offset, offset + count))) {
      if (!isWhole((bytes, from) => read(stream, bytes, 0, bytes.length, position + at + from))) {
        // Without its signature the library refuses it itself; an error thrown from here would leave
        // its own structures half made.
        buffer.fill(0, offset + at, offset + at + SIGNATURE.length);
      }
    }
    return count;
  };
}

function* signatures(bytes: Int8Array | Uint8Array): Generator<number> {
  for (let at = bytes.indexOf(SIGNATURE[0]); at >= 0; at = bytes.indexOf(SIGNATURE[0], at + 1)) {
    if (SIGNATURE.every((byte, i) => bytes[at + i] === byte)) yield at;
  }
}

/** Whether the texts and the free room of a collection fill it. */
function isWhole(readAt: (bytes: Uint8Array, from: number) => number): boolean {
  const header = new Uint8Array(HEADER_BYTES);
  if (readAt(header, 0) < HEADER_BYTES) return false;
  const size = Number(new DataView(header.buffer).getBigUint64(8, true));
  if (size < HEADER_BYTES || size > LARGEST_COLLECTION) return false;
  const bytes = new Uint8Array(size);
  if (readAt(bytes, 0) < size) return false;
  const view = new DataView(bytes.buffer);
  for (let at = HEADER_BYTES; size - at >= HEADER_BYTES;) {
    const length = Number(view.getBigUint64(at + 8, true));
    const isFree = view.getUint16(at, true) === 0;
    const taken = isFree ? length : HEADER_BYTES + Math.ceil(length / 8) * 8;
    if (taken < HEADER_BYTES || taken > size - at) return false;
    at += taken;
  }
  return true;
}
