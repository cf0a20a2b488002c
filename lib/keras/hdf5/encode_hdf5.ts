import { faultMessage } from "../../core/errors.ts";
import { checksum } from "./checksum.ts";
import { type DatasetContent, GroupContent } from "./file_tree.ts";
import { LittleEndianBytes, paddedTo } from "./little_endian.ts";
import {
  attributeMessage,
  datasetMessages,
  groupMessages,
  linkMessage,
  type Message,
  NOWHERE,
} from "./messages.ts";
import { TextHeap } from "./text_heap.ts";

const SUPERBLOCK_BYTES = 48;
const ALIGNMENT = 64;

/**
 * The bytes of an HDF5 file, piece by piece in their order (File Format Specification 3.0; what HDF5
 * 1.8 of 2008 and all later can read). Numbers lie in one piece each, right after the superblock and
 * straight from their arrays; what describes them follows.
 *
 * @throws {RangeError} where a dataset reads other numbers than its shape and type say, or a header
 *   is too large for the format.
 */
export function* encodeHdf5(root: GroupContent): Generator<Uint8Array> {
  const datasets = [...allDatasets(root)];
  const addresses = new Map<DatasetContent, number>();
  let end = SUPERBLOCK_BYTES;
  for (const dataset of datasets) {
    const address = paddedTo(ALIGNMENT, end);
    addresses.set(dataset, address);
    end = address + bytesOf(dataset);
  }
  const start = paddedTo(ALIGNMENT, end);
  const structure = encodeStructure(root, addresses, start);
  yield superblock(structure.root, start + structure.bytes.length);
  let at = SUPERBLOCK_BYTES;
  for (const dataset of datasets) {
    const address = addresses.get(dataset)!;
    yield new Uint8Array(address - at);
    yield readBytes(dataset);
    at = address + bytesOf(dataset);
  }
  yield new Uint8Array(start - at);
  yield structure.bytes;
}

function* allDatasets(group: GroupContent): Generator<DatasetContent> {
  for (const member of group.members.values()) {
    if (member instanceof GroupContent) yield* allDatasets(member);
    else yield member;
  }
}

function bytesOf({ shape }: DatasetContent): number {
  return shape.reduce((a, b) => a * b, 4);
}

function readBytes(dataset: DatasetContent): Uint8Array {
  const data = dataset.read();
  const kind = data instanceof Float32Array ? "float32" : "int32";
  if (kind !== dataset.dtype || data.byteLength !== bytesOf(dataset)) {
    throw new RangeError(
      `${data.length} numbers of ${kind} for a dataset of shape [${
        dataset.shape.join(", ")
      }] and ` +
        `${dataset.dtype}. Give as many as the shape says.`,
    );
  }
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Everything but the numbers: texts, then the headers, members before their group. */
function encodeStructure(
  root: GroupContent,
  addresses: ReadonlyMap<DatasetContent, number>,
  start: number,
): { bytes: Uint8Array; root: number } {
  const heap = new TextHeap(start);
  const attributes = new Map<GroupContent, Message[]>();
  const placeTexts = (group: GroupContent) => {
    attributes.set(
      group,
      [...group.attributes].map(([name, content]) => attributeMessage(name, content, heap)),
    );
    for (const member of group.members.values()) {
      if (member instanceof GroupContent) placeTexts(member);
    }
  };
  placeTexts(root);
  const bytes = new LittleEndianBytes().raw(heap.finish());
  const write = (messages: Message[]): number => {
    const address = start + bytes.length;
    bytes.raw(objectHeader(messages)).align(8);
    return address;
  };
  const writeGroup = (group: GroupContent): number => {
    const links = [...group.members].map(([name, member]) =>
      linkMessage(
        name,
        member instanceof GroupContent
          ? writeGroup(member)
          : write(datasetMessages(member, addresses.get(member)!)),
      )
    );
    return write([...groupMessages(), ...links, ...attributes.get(group)!]);
  };
  const address = writeGroup(root);
  return { bytes: bytes.written, root: address };
}

/** Version 2 of an object header (IV.A.1.b), all in one chunk. */
function objectHeader(messages: readonly Message[]): Uint8Array {
  const bytes = new LittleEndianBytes();
  const size = messages.reduce((sum, { body }) => sum + 4 + body.length, 0);
  // Flags: the size of the chunk has four bytes.
  bytes.raw(new TextEncoder().encode("OHDR")).uint8(2, 0x02).uint32(size);
  for (const { type, body } of messages) {
    if (body.length > 0xffff) {
      throw new RangeError(faultMessage(
        `${body.length} bytes for one message of an HDF5 header, which holds 65535`,
        {},
        "Use shorter names of layers.",
      ));
    }
    bytes.uint8(type).uint16(body.length).uint8(0).raw(body);
  }
  return bytes.uint32(checksum(bytes.written)).written;
}

/** Version 2 of the superblock (II.A): where the root group's header is, and where the file ends. */
function superblock(root: number, end: number): Uint8Array {
  const bytes = new LittleEndianBytes();
  bytes.uint8(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);
  bytes.uint8(2, 8, 8, 0).uint64(0).uint64(NOWHERE).uint64(end).uint64(root);
  return bytes.uint32(checksum(bytes.written)).written;
}
