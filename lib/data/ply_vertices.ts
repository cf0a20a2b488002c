import { faultMessage } from "../core/errors.ts";

type Format = "ascii" | "binary_little_endian" | "binary_big_endian";

interface Header {
  readonly format: Format;
  readonly count: number;
  /** The scalar properties of a vertex, in order. */
  readonly properties: readonly { readonly name: string; readonly type: string }[];
  /** Where the data begin: byte, and line counted from 1. */
  readonly byte: number;
  readonly line: number;
}

const SIZES: Readonly<Record<string, number>> = {
  char: 1,
  int8: 1,
  uchar: 1,
  uint8: 1,
  short: 2,
  int16: 2,
  ushort: 2,
  uint16: 2,
  int: 4,
  int32: 4,
  uint: 4,
  uint32: 4,
  float: 4,
  float32: 4,
  double: 8,
  float64: 8,
};

/**
 * The vertices of a PLY file (G. Turk, 1994), ascii or binary of either byte order.
 *
 * @param file for messages.
 * @returns `[vertices, 3]`
 * @throws {SyntaxError} for a header that cannot be read, vertices that do not come first, or data
 * that end too soon.
 */
export function plyVertices(bytes: Uint8Array, file: string): Float32Array {
  const header = readHeader(bytes, file);
  const places = ["x", "y", "z"].map((axis) =>
    header.properties.findIndex(({ name }) => name === axis)
  );
  if (places.includes(-1)) fail("its vertices have no x, y and z", { file });
  return header.format === "ascii"
    ? fromText(bytes, header, places, file)
    : fromBinary(bytes, header, places, file);
}

function readHeader(bytes: Uint8Array, file: string): Header {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1 << 16));
  // Lines end as the first one does: a data byte that looks like a line end must not be taken for one.
  const [, lineEnd] = /^ply(\r\n|\n|\r)/.exec(head) ?? [];
  const end = head.indexOf(`${lineEnd}end_header${lineEnd}`);
  if (!lineEnd || end < 0) fail("it has no header from ply to end_header", { file });
  const byte = end + "end_header".length + 2 * lineEnd.length;
  const lines = head.slice(0, byte).trimEnd().split(lineEnd).map((line) =>
    line.trim().split(/\s+/)
  );
  const format = lines.find(([key]) => key === "format")?.[1] as Format;
  if (!/^(ascii|binary_(little|big)_endian)$/.test(format ?? "")) {
    fail(`its format is "${format}"`, { file });
  }
  const elements = lines.filter(([key]) => key === "element");
  if (elements[0]?.[1] !== "vertex") fail("its first element is not vertex", { file });
  const first = lines.indexOf(elements[0]);
  const last = elements[1] ? lines.indexOf(elements[1]) : lines.length;
  const properties = lines.slice(first, last).filter(([key]) => key === "property")
    .map(([, type, name]) => ({ type, name }));
  const unknown = properties.find(({ type }) => !Object.hasOwn(SIZES, type));
  if (unknown) fail(`its vertices have a property of type "${unknown.type}"`, { file });
  const count = elements[0][2] ?? "";
  if (!/^\d{1,9}$/.test(count)) fail(`it has "${count}" vertices`, { file });
  return { format, count: Number(count), properties, byte, line: lines.length + 1 };
}

function fromText(bytes: Uint8Array, header: Header, places: number[], file: string) {
  const lines = new TextDecoder().decode(bytes.subarray(header.byte)).split(/\r\n?|\n/);
  // Before there is room for them: the header may promise any number.
  if (header.count > lines.length) {
    fail(`it ends before its ${header.count} vertices do`, { file, byte: bytes.length });
  }
  const vertices = new Float32Array(header.count * 3);
  for (let i = 0; i < header.count; i++) {
    const words = (lines[i] ?? "").trim().split(/\s+/);
    places.forEach((place, axis) => {
      const value = Number(words[place]);
      if (words[place] === undefined || words[place] === "" || Number.isNaN(value)) {
        fail(`vertex ${i + 1} has no number as its ${"xyz"[axis]}`, {
          file,
          line: header.line + i,
        });
      }
      vertices[i * 3 + axis] = value;
    });
  }
  return vertices;
}

function fromBinary(bytes: Uint8Array, header: Header, places: number[], file: string) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = header.format === "binary_little_endian";
  const stride = header.properties.reduce((sum, { type }) => sum + SIZES[type], 0);
  if (header.byte + header.count * stride > bytes.length) {
    fail(`it ends before its ${header.count} vertices do`, { file, byte: bytes.length });
  }
  const vertices = new Float32Array(header.count * 3);
  places.forEach((place, axis) => {
    const { type } = header.properties[place];
    const offset = header.properties.slice(0, place).reduce((sum, p) => sum + SIZES[p.type], 0);
    if (!/^(float|double)/.test(type)) fail(`its coordinates are of type "${type}"`, { file });
    for (let i = 0; i < header.count; i++) {
      const at = header.byte + i * stride + offset;
      vertices[i * 3 + axis] = SIZES[type] === 8
        ? view.getFloat64(at, little)
        : view.getFloat32(at, little);
    }
  });
  return vertices;
}

function fail(what: string, where: { file: string; line?: number; byte?: number }): never {
  throw new SyntaxError(faultMessage(what, where, "Export it again as OBJ or PLY."));
}
