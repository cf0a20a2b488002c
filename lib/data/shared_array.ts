type Numbers = Uint8Array | Uint32Array | Float32Array;

/** Copies already made, so that several sources over one data set share one. */
const copies = new WeakMap<Numbers, Numbers>();

/**
 * The same values in memory that workers can read without a copy. What lies in shared memory
 * already is given back as it is; the copy of one array is made once.
 */
export function sharedArray<A extends Numbers>(values: A): A {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const known = copies.get(values);
  if (known) return known as A;
  const memory = new SharedArrayBuffer(values.byteLength);
  const copy = new (values.constructor as new (memory: SharedArrayBuffer) => A)(memory);
  copy.set(values);
  copies.set(values, copy);
  return copy;
}
