import { faultMessage, messageOf } from "../../core/errors.ts";
import type { Where } from "../../core/errors.ts";
import { h5wasm } from "./h5.ts";

/** Numbers of a dataset with their shape. */
export interface NumberArray {
  readonly data: Float32Array;
  readonly shape: number[];
}

const INTEGER = 0;
const FLOAT = 1;
const NUMBERS_AT_ONCE = 2 ** 18;

/**
 * Reads a dataset of numbers as float32: float16, float32, float64 and integers, either byte order,
 * with gzip, shuffle, fletcher32 or szip.
 *
 * @throws {SyntaxError} where it holds no numbers, is damaged, or is packed with another filter.
 */
export function readArray(dataset: h5wasm.Dataset, where: Where): NumberArray {
  const { shape, type, size, total_size: count, littleEndian } = dataset.metadata;
  const fault = (what: string, remedy: string, cause?: unknown) =>
    new SyntaxError(faultMessage(`${what} in ${dataset.path}`, where, remedy), { cause });
  if (type !== INTEGER && type !== FLOAT || !shape) {
    throw fault(
      `no numbers but ${JSON.stringify(dataset.dtype)}`,
      "Save the model again in Keras.",
    );
  }
  const filters = dataset.filters.filter((filter) => filter.id > 6);
  if (filters.length > 0) {
    const names = filters.map((filter) => filter.name || `filter ${filter.id}`).join(", ");
    throw fault(
      `data packed with ${names}, which cannot be unpacked here,`,
      "Repack it with gzip: `h5repack -f GZIP=4 old.h5 new.h5`.",
    );
  }
  try {
    if (type === FLOAT && size === 2) {
      return { data: readHalf(dataset, count, littleEndian), shape };
    }
    const plain = type === FLOAT && size === 4 && littleEndian && dataset.metadata.chunks === null;
    return { data: plain ? readPlain(dataset, shape) : toFloat32(dataset.value), shape };
  } catch (error) {
    if (error instanceof SyntaxError) throw error;
    throw fault(
      "damaged data",
      `Copy or download the file again (${reasonOf(messageOf(error))}).`,
      error,
    );
  }
}

/**
 * Float32 as it lies in the file, some rows at a time: the library's memory never shrinks, and would
 * otherwise keep room for the largest array of any file.
 */
function readPlain(dataset: h5wasm.Dataset, shape: readonly number[]): Float32Array {
  const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
  if (data.length === 0) return data;
  const [rows, ...inner] = shape.length === 0 ? [1] : shape;
  const row = data.length / rows;
  const together = Math.min(rows, Math.max(1, Math.floor(NUMBERS_AT_ONCE / row)));
  const module = h5wasm.Module;
  const pointer = module._malloc(together * row * 4);
  if (pointer === 0) throw new RangeError(`no memory for ${together * row * 4} bytes`);
  const ones = shape.map(() => 1n);
  try {
    for (let first = 0; first < rows; first += together) {
      const n = Math.min(together, rows - first);
      const [count, offset] = shape.length === 0 ? [null, null] : [
        [n, ...inner].map(BigInt),
        [first, ...inner.map(() => 0)].map(BigInt),
      ];
      const { file_id, path } = dataset;
      module.get_dataset_data(file_id, path, count, offset, count && ones, BigInt(pointer));
      data.set(new Float32Array(module.HEAPU8.buffer, pointer, n * row), first * row);
    }
  } finally {
    module._free(pointer);
  }
  return data;
}

function toFloat32(value: unknown): Float32Array {
  if (value instanceof Float32Array) return value;
  if (typeof value === "number" || typeof value === "bigint") return Float32Array.of(Number(value));
  if (value instanceof BigInt64Array || value instanceof BigUint64Array) {
    return Float32Array.from(value, Number);
  }
  return Float32Array.from(value as ArrayLike<number>);
}

/** h5wasm has no array type for two-byte floats, so the bytes are read and taken apart here. */
function readHalf(dataset: h5wasm.Dataset, count: number, littleEndian: boolean): Float32Array {
  const module = h5wasm.Module;
  const pointer = module._malloc(count * 2);
  try {
    module.get_dataset_data(dataset.file_id, dataset.path, null, null, null, BigInt(pointer));
    const view = new DataView(module.HEAPU8.slice(pointer, pointer + count * 2).buffer);
    return Float32Array.from(
      { length: count },
      (_, i) => half(view.getUint16(2 * i, littleEndian)),
    );
  } finally {
    module._free(pointer);
  }
}

/** IEEE 754 half precision. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The innermost reason in the library's report, which tells its calls from the outside in. */
function reasonOf(report: string): string {
  const reasons = [...report.matchAll(/\(\): (.+)/g)];
  return reasons.at(-1)?.[1].trim() ?? report.split("\n")[0].trim();
}
