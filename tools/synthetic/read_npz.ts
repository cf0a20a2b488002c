/** One array of a NumPy archive. */
export interface NumpyArray {
  readonly shape: readonly number[];
  readonly values: Float32Array | readonly string[];
}

/**
 * The float32 and text arrays of a NumPy `.npz` file, stored or deflated; others are left out.
 *
 * @throws {SyntaxError} when the bytes are no zip archive.
 */
export async function readNpz(bytes: Uint8Array): Promise<Map<string, NumpyArray>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new SyntaxError("no zip archive: its directory is missing");
  const arrays = new Map<string, NumpyArray>();
  let at = view.getUint32(end + 16, true);
  for (let k = view.getUint16(end + 10, true); k > 0; k--) {
    const packed = view.getUint32(at + 20, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const raw = bytes.slice(start, start + packed);
    const array = parseNpy(view.getUint16(at + 10, true) === 8 ? await inflate(raw) : raw);
    if (array) arrays.set(name.replace(/\.npy$/, ""), array);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return arrays;
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function parseNpy(bytes: Uint8Array<ArrayBuffer>): NumpyArray | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = bytes[6] > 1;
  const start = (wide ? 12 : 10) + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = new TextDecoder().decode(bytes.subarray(10, start));
  const type = header.match(/'descr':\s*'([^']+)'/)?.[1] ?? "";
  const shape = [...(header.match(/'shape':\s*\(([^)]*)\)/)?.[1] ?? "").matchAll(/\d+/g)]
    .map(([digits]) => Number(digits));
  const size = shape.reduce((a, b) => a * b, 1);
  const data = bytes.slice(start);
  if (type === "<f4") return { shape, values: new Float32Array(data.buffer, 0, size) };
  if (!type.startsWith("<U")) return undefined;
  const width = Number(type.slice(2));
  const codes = new Uint32Array(data.buffer, 0, size * width);
  const values = Array.from(
    { length: size },
    (_, i) => String.fromCodePoint(...codes.subarray(i * width, (i + 1) * width).filter(Boolean)),
  );
  return { shape, values };
}
