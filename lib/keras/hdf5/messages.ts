import type { AttributeContent, DatasetContent } from "./file_tree.ts";
import { LittleEndianBytes } from "./little_endian.ts";
import type { TextHeap } from "./text_heap.ts";

/**
 * The messages that an object header is made of (HDF5 File Format Specification 3.0, IV.A.2). Each is
 * a type and a body.
 */
export interface Message {
  readonly type: number;
  readonly body: Uint8Array;
}

/** An address that says: nowhere. */
export const NOWHERE = 0xffffffffffffffffn;

const UTF8 = 1;
const encoder = new TextEncoder();

function message(type: number, write: (bytes: LittleEndianBytes) => void): Message {
  const bytes = new LittleEndianBytes();
  write(bytes);
  return { type, body: bytes.written };
}

/** The messages that make a header a group's, its links kept in the header itself. */
export function groupMessages(): Message[] {
  return [
    message(0x02, (bytes) => bytes.uint8(0, 0).uint64(NOWHERE).uint64(NOWHERE)),
    message(0x0a, (bytes) => bytes.uint8(0, 0)),
  ];
}

/** A member of a group by its name. */
export function linkMessage(name: string, address: number): Message {
  const text = encoder.encode(name);
  // Flags: the length of the name has two bytes, the alphabet is told.
  return message(
    0x06,
    (bytes) => bytes.uint8(1, 0x11, UTF8).uint16(text.length).raw(text).uint64(address),
  );
}

/** Shape, type and place of numbers that lie in one piece. */
export function datasetMessages({ shape, dtype }: DatasetContent, address: number): Message[] {
  const count = shape.reduce((a, b) => a * b, 1);
  return [
    message(0x01, (bytes) => dataspace(bytes, shape)),
    message(0x03, dtype === "float32" ? float32 : int32),
    // Room is taken late, filled where a filling is given: what the library itself writes.
    message(0x05, (bytes) => bytes.uint8(3, 0x0a)),
    message(
      0x08,
      (bytes) => bytes.uint8(3, 1).uint64(count === 0 ? NOWHERE : address).uint64(4 * count),
    ),
  ];
}

/** An attribute. As in Keras's files, an empty list is one of numbers. */
export function attributeMessage(
  name: string,
  content: AttributeContent,
  heap: TextHeap,
): Message {
  const names = typeof content === "string" ? [content] : content;
  const type = new LittleEndianBytes();
  const space = new LittleEndianBytes();
  if (names.length === 0) float64(type);
  else text(type);
  dataspace(space, typeof content === "string" ? [] : [names.length]);
  const label = encoder.encode(`${name}\0`);
  return message(0x0c, (bytes) => {
    bytes.uint8(3, 0).uint16(label.length).uint16(type.length).uint16(space.length).uint8(UTF8);
    bytes.raw(label).raw(type.written).raw(space.written);
    for (const item of names) {
      const { length, collection, index } = heap.place(item);
      bytes.uint32(length).uint64(collection).uint32(index);
    }
  });
}

function dataspace(bytes: LittleEndianBytes, shape: readonly number[]): void {
  bytes.uint8(2, shape.length, 0, shape.length === 0 ? 0 : 1);
  for (const size of shape) bytes.uint64(size);
}

// The number types (IV.A.2.d): class and version, bit field, bytes; then where the bits lie.

function float32(bytes: LittleEndianBytes): void {
  bytes.uint8(0x11, 0x20, 31, 0).uint32(4).uint16(0).uint16(32).uint8(23, 8, 0, 23).uint32(127);
}

function float64(bytes: LittleEndianBytes): void {
  bytes.uint8(0x11, 0x20, 63, 0).uint32(8).uint16(0).uint16(64).uint8(52, 11, 0, 52).uint32(1023);
}

function int32(bytes: LittleEndianBytes): void {
  bytes.uint8(0x10, 0x08, 0, 0).uint32(4).uint16(0).uint16(32);
}

/** UTF-8 text of any length: a sequence of bytes that lies in a heap. */
function text(bytes: LittleEndianBytes): void {
  bytes.uint8(0x19, 0x01, UTF8, 0).uint32(16);
  bytes.uint8(0x10, 0, 0, 0).uint32(1).uint16(0).uint16(8);
}
