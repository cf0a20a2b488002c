type TypedArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** What plotly.js calls each kind (the `dtype` of its typed array specification). */
const KINDS = new Map<string, string>([
  ["Int8Array", "i1"],
  ["Uint8Array", "u1"],
  ["Uint8ClampedArray", "u1c"],
  ["Int16Array", "i2"],
  ["Uint16Array", "u2"],
  ["Int32Array", "i4"],
  ["Uint32Array", "u4"],
  ["Float32Array", "f4"],
  ["Float64Array", "f8"],
]);

/** What plotly reads as two-dimensional; elsewhere a row of arrays may mean one for each trace. */
const MATRICES = new Set(["z", "surfacecolor"]);

/** Below this length, numbers that a person can read in the file are worth more than a few bytes. */
const READABLE = 50;

/**
 * A figure's `data` or `layout` as JSON can hold it. JSON turns a typed array into an object with a
 * key per index, which plotly.js does not draw: here long ones become plotly's `{dtype, bdata}`
 * (base64, a quarter of the text) and short ones plain lists. A heat map's or surface's `z` whose rows
 * are typed arrays of equal length becomes one two-dimensional array.
 *
 * @example
 * ```ts
 * import { plainFigure } from "#lib/notebook/plain_figure.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(plainFigure({ y: new Float32Array([0.1, 2]) }), { y: [0.1, 2] });
 * ```
 */
export function plainFigure(value: unknown): unknown {
  if (isTyped(value)) return plainArray(value);
  if (Array.isArray(value)) return value.map(plainFigure);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [
        key,
        MATRICES.has(key) && isMatrix(inner) ? plainMatrix(inner) : plainFigure(inner),
      ]),
  );
}

function plainArray(values: TypedArray): unknown {
  return values.length < READABLE ? readable(values) : encoded(values);
}

function plainMatrix(rows: TypedArray[]): unknown {
  if (rows.length * rows[0].length < READABLE) return rows.map(readable);
  const joined = new (rows[0].constructor as Float32ArrayConstructor)(rows.length * rows[0].length);
  rows.forEach((row, i) => joined.set(row, i * row.length));
  return { ...encoded(joined), shape: `${rows.length}, ${rows[0].length}` };
}

function encoded(values: TypedArray): { dtype: string; bdata: string } {
  const bytes = new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
  return { dtype: KINDS.get(values.constructor.name)!, bdata: bytes.toBase64() };
}

/** The shortest decimal that stands for the same number: 0.1, not 0.10000000149011612. */
function readable(values: TypedArray): number[] {
  if (!(values instanceof Float32Array)) return Array.from(values);
  return Array.from(values, (value) => {
    for (let digits = 6; digits < 9; digits++) {
      const short = Number(value.toPrecision(digits));
      if (Math.fround(short) === value) return short;
    }
    return value;
  });
}

function isTyped(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && KINDS.has(value.constructor.name);
}

function isMatrix(value: unknown): value is TypedArray[] {
  return Array.isArray(value) && value.length > 0 &&
    value.every((row) =>
      isTyped(row) && row.length === value[0].length && row.constructor === value[0].constructor
    );
}
