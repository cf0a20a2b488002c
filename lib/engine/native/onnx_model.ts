/** One node of an ONNX graph: every input and output is a float32 tensor of unknown size. */
export interface OnnxNode {
  readonly operator: string;
  /** Empty for ONNX's own operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, number>>;
  /** Attributes that ONNX defines as float; all others are int. */
  readonly floatAttributes?: Readonly<Record<string, number>>;
}

/**
 * The bytes of an ONNX model that holds one node.
 *
 * Field numbers are those of `onnx.proto3`; only the fields that ONNX Runtime asks for are written.
 */
export function onnxModel(node: OnnxNode): Uint8Array {
  const attributes = [
    ...Object.entries(node.attributes).map(([name, value]) =>
      message(5, [text(1, name), integer(3, value), integer(20, 2)])
    ),
    ...Object.entries(node.floatAttributes ?? {}).map(([name, value]) =>
      message(5, [text(1, name), float(2, value), integer(20, 1)])
    ),
  ];
  const nodeProto = message(1, [
    ...node.inputs.map((name) => text(1, name)),
    text(2, node.output),
    text(3, "node"),
    text(4, node.operator),
    ...attributes,
    text(7, node.domain),
  ]);
  const graph = message(7, [
    nodeProto,
    text(2, "graph"),
    ...node.inputs.map((name) => message(11, valueInfo(name))),
    message(12, valueInfo(node.output)),
  ]);
  return join([
    integer(1, 8),
    graph,
    message(8, [text(1, ""), integer(2, 17)]),
    message(8, [text(1, "com.microsoft"), integer(2, 1)]),
  ]);
}

function valueInfo(name: string): Uint8Array[] {
  const floatElements = integer(1, 1);
  return [text(1, name), message(2, [message(1, [floatElements])])];
}

function integer(field: number, value: number): Uint8Array {
  return join([varint(field << 3), varint(value)]);
}

function float(field: number, value: number): Uint8Array {
  return join([varint((field << 3) | 5), new Uint8Array(new Float32Array([value]).buffer)]);
}

function text(field: number, value: string): Uint8Array {
  return message(field, [new TextEncoder().encode(value)]);
}

function message(field: number, parts: readonly Uint8Array[]): Uint8Array {
  const body = join(parts);
  return join([varint((field << 3) | 2), varint(body.length), body]);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return new Uint8Array(bytes);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
