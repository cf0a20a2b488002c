import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

// The messages of onnx.proto (ONNX 1.12, IR version 8) that an exported model needs, field numbers
// as there.

/** A tensor that the file holds. */
export interface Initializer {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

/** The value of an attribute: a list of whole numbers, one number of either kind, or a text. */
export type Attribute =
  | readonly number[]
  | { readonly int: number }
  | { readonly float: number }
  | string;

/** One operation. */
export interface Node {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** An input or output; a size of `null` is free. */
export interface Value {
  readonly name: string;
  readonly shape: readonly (number | null)[];
  readonly dtype: "float32" | "int32";
}

/** A whole graph. */
export interface Graph {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

const IR_VERSION = 8;
/** The set of operations that the nodes are from. */
export const OPSET = 17;
const ELEMENT_TYPES = { float32: 1, int32: 6, int64: 7 };
const ATTRIBUTE_TYPES = { float: 1, int: 2, text: 3, ints: 7 };

/** The bytes of an ONNX model. */
export function encodeModel(graph: Graph, producer: string): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.Varint).int64(IR_VERSION);
  text(writer, 2, producer);
  message(writer, 7, (inner) => encodeGraph(inner, graph));
  message(writer, 8, (inner) => inner.tag(2, WireType.Varint).int64(OPSET));
  return writer.finish();
}

function encodeGraph(writer: BinaryWriter, graph: Graph): void {
  for (const node of graph.nodes) message(writer, 1, (inner) => encodeNode(inner, node));
  text(writer, 2, graph.name);
  for (const item of graph.initializers) message(writer, 5, (inner) => encodeTensor(inner, item));
  for (const value of graph.inputs) message(writer, 11, (inner) => encodeValue(inner, value));
  for (const value of graph.outputs) message(writer, 12, (inner) => encodeValue(inner, value));
}

function encodeNode(writer: BinaryWriter, { type, inputs, outputs, attributes }: Node): void {
  for (const name of inputs) text(writer, 1, name);
  for (const name of outputs) text(writer, 2, name);
  text(writer, 3, `${type}_${outputs[0]}`);
  text(writer, 4, type);
  for (const [name, value] of Object.entries(attributes)) {
    message(writer, 5, (inner) => encodeAttribute(inner, name, value));
  }
}

function encodeAttribute(writer: BinaryWriter, name: string, value: Attribute): void {
  text(writer, 1, name);
  const type = (kind: keyof typeof ATTRIBUTE_TYPES) =>
    writer.tag(20, WireType.Varint).int32(ATTRIBUTE_TYPES[kind]);
  if (typeof value === "string") {
    text(writer, 4, value);
    type("text");
  } else if ("int" in value) {
    writer.tag(3, WireType.Varint).int64(value.int);
    type("int");
  } else if ("float" in value) {
    writer.tag(2, WireType.Bit32).float(value.float);
    type("float");
  } else {
    for (const item of value) writer.tag(8, WireType.Varint).int64(item);
    type("ints");
  }
}

function encodeTensor(writer: BinaryWriter, { name, shape, data }: Initializer): void {
  for (const size of shape) writer.tag(1, WireType.Varint).int64(size);
  const type = data instanceof Float32Array ? ELEMENT_TYPES.float32 : ELEMENT_TYPES.int64;
  writer.tag(2, WireType.Varint).int32(type);
  text(writer, 8, name);
  // Raw data is little-endian, as every machine that runs this.
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  writer.tag(9, WireType.LengthDelimited).bytes(raw);
}

function encodeValue(writer: BinaryWriter, { name, shape, dtype }: Value): void {
  text(writer, 1, name);
  message(writer, 2, (type) =>
    message(type, 1, (tensor) => {
      tensor.tag(1, WireType.Varint).int32(ELEMENT_TYPES[dtype]);
      message(tensor, 2, (dimensions) =>
        shape.forEach((size, axis) =>
          message(dimensions, 1, (dimension) => {
            if (size !== null) {
              dimension.tag(1, WireType.Varint).int64(size);
            } else text(dimension, 2, axis === 0 ? "batch" : `${name}_${axis}`);
          })
        ));
    }));
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}

function message(writer: BinaryWriter, field: number, fill: (inner: BinaryWriter) => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  fill(writer);
  writer.join();
}
