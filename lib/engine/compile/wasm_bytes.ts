/** Bytes of a WebAssembly module, in the order in which they are written. */
export type Bytes = readonly number[];

/** Instructions of the core specification and of SIMD, by their names there. */
export const OPCODE = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  branchIf: [0x0d],
  localGet: [0x20],
  localSet: [0x21],
  i32Load: [0x28],
  i32LessThan: [0x49],
  i32GreaterOrEqual: [0x4f],
  i32Add: [0x6a],
  i32Subtract: [0x6b],
  select: [0x1b],
  load: [0xfd, 0x00],
  loadSplat: [0xfd, 0x09],
  store: [0xfd, 0x0b],
  constant: [0xfd, 0x0c],
  notEqual: [0xfd, 0x42],
  greaterThan: [0xfd, 0x44],
  and: [0xfd, 0x4e],
  bitselect: [0xfd, 0x52],
  absolute: [0xfd, 0xe0, 0x01],
  negate: [0xfd, 0xe1, 0x01],
  squareRoot: [0xfd, 0xe3, 0x01],
  add: [0xfd, 0xe4, 0x01],
  subtract: [0xfd, 0xe5, 0x01],
  multiply: [0xfd, 0xe6, 0x01],
  divide: [0xfd, 0xe7, 0x01],
  minimum: [0xfd, 0xe8, 0x01],
  maximum: [0xfd, 0xe9, 0x01],
  pseudoMaximum: [0xfd, 0xeb, 0x01],
  multiplyAdd: [0xfd, 0x85, 0x02],
} as const;

export const TYPE = { i32: 0x7f, v128: 0x7b } as const;

/** LEB128, unsigned. */
export function unsigned(value: number): Bytes {
  const bytes: number[] = [];
  for (let rest = value;;) {
    const low = rest & 0x7f;
    rest = Math.floor(rest / 128);
    if (rest === 0) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

/** The same number in all four lanes. */
export function splat(value: number): Bytes {
  const lane = new Uint8Array(Float32Array.of(value).buffer);
  return [...OPCODE.constant, ...lane, ...lane, ...lane, ...lane];
}

/** `i32.const`, of a number from 0. */
export function constant(value: number): Bytes {
  // The encoding is signed: a last byte of 0x40 or more would be taken as negative.
  const bytes = unsigned(value);
  const last = bytes[bytes.length - 1];
  const positive = last < 0x40 ? bytes : [...bytes.slice(0, -1), last | 0x80, 0];
  return [0x41, ...positive];
}

/** A load or store at an address that is a whole number of words away from a local's. */
export function memoryAccess(opcode: Bytes, offset = 0): Bytes {
  return [...opcode, 2, ...unsigned(offset)];
}

export function get(local: number): Bytes {
  return [...OPCODE.localGet, ...unsigned(local)];
}

export function set(local: number): Bytes {
  return [...OPCODE.localSet, ...unsigned(local)];
}

/**
 * A module with one function `run` of i32 parameters, over a shared memory `env.memory`.
 *
 * @param locals counts and types, behind the parameters
 */
export function moduleOf(
  { parameters, locals, body }: {
    parameters: number;
    locals: readonly (readonly [count: number, type: number])[];
    body: Bytes;
  },
): Uint8Array<ArrayBuffer> {
  const sized = (bytes: Bytes) => [...unsigned(bytes.length), ...bytes];
  const section = (id: number, bytes: Bytes) => [id, ...sized(bytes)];
  const text = (value: string) => sized([...new TextEncoder().encode(value)]);
  const sharedMemory = [2, 3, ...unsigned(1), ...unsigned(65536)];
  const kept = locals.filter(([count]) => count > 0);
  const declared = kept.flatMap(([count, type]) => [...unsigned(count), type]);
  const code = [...unsigned(kept.length), ...declared, ...body, ...OPCODE.end];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, ...sized(Array(parameters).fill(TYPE.i32)), 0]),
    ...section(2, [1, ...text("env"), ...text("memory"), ...sharedMemory]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text("run"), 0, 0]),
    ...section(10, [1, ...sized(code)]),
  ]);
}
