/** Copies already made, so that several sources over one data set share one. */
const copies = new WeakMap<Uint8Array | Float32Array, Uint8Array | Float32Array>();

/**
 * The same values in memory that workers can read without a copy. What lies in shared memory
 * already is given back as it is.
 */
export function sharedPixels<A extends Uint8Array | Float32Array>(values: A): A {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const known = copies.get(values);
  if (known) return known as A;
  const memory = new SharedArrayBuffer(values.byteLength);
  const copy = values instanceof Uint8Array ? new Uint8Array(memory) : new Float32Array(memory);
  copy.set(values);
  copies.set(values, copy);
  return copy as A;
}
