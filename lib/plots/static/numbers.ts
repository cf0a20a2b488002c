const TYPES = {
  f4: Float32Array,
  f8: Float64Array,
  i1: Int8Array,
  u1: Uint8Array,
  i2: Int16Array,
  u2: Uint16Array,
  i4: Int32Array,
  u4: Uint32Array,
} as const;

/**
 * The numbers of a trace attribute: a plain or typed array, or plotly's packed form
 * `{ dtype: "f4", bdata: base64 }` (little endian). Absent gives an empty list.
 */
export function numbersOf(value: unknown): ArrayLike<number> {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return value as unknown as number[];
  const { dtype, bdata } = value as { dtype?: string; bdata?: string };
  const type = TYPES[dtype as keyof typeof TYPES];
  if (!type || typeof bdata !== "string") {
    throw new TypeError("expected numbers: an array or { dtype, bdata }");
  }
  return new type(Uint8Array.fromBase64(bdata).buffer);
}
