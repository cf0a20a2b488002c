import type { BatchPlan } from "./image_batch_filler.ts";
import { sharedArray } from "./shared_array.ts";

/** A batch that a worker is to make, and the shared memory to write it into. */
export interface BatchOrder {
  readonly id: number;
  readonly epoch: number;
  readonly index: number;
  readonly x: SharedArrayBuffer;
  readonly y: SharedArrayBuffer;
}

/** What the worker answers. */
export type BatchReply =
  | { readonly id: number; readonly n: number }
  | { readonly id: number; readonly error: string; readonly stack?: string };

/** An array as a message: its shared memory, and where in it the values lie. */
interface PackedArray {
  readonly memory: SharedArrayBuffer;
  readonly byteOffset: number;
  readonly length: number;
  readonly type: "Uint8Array" | "Uint32Array" | "Float32Array";
}

type ArraysOfPlan = "pixels" | "rows" | "targets";

/** A plan as a message. */
export type PackedPlan = Omit<BatchPlan, ArraysOfPlan> & Record<ArraysOfPlan, PackedArray>;

/**
 * Makes a plan ready for `workerData`, its arrays in shared memory. Deno's `node:worker_threads`
 * looks at every entry of a typed array that it receives (some 80 ms for one batch), but not into a
 * bare `SharedArrayBuffer`.
 */
export function packPlan(plan: BatchPlan): PackedPlan {
  const { pixels, rows, targets } = plan;
  return { ...plan, pixels: pack(pixels), rows: pack(rows), targets: pack(targets) };
}

/** The plan again, on the worker's side. */
export function unpackPlan(packed: PackedPlan): BatchPlan {
  return {
    ...packed,
    pixels: unpack(packed.pixels) as BatchPlan["pixels"],
    rows: unpack(packed.rows) as Uint32Array,
    targets: unpack(packed.targets) as Float32Array,
  };
}

function pack(values: Uint8Array | Uint32Array | Float32Array): PackedArray {
  const { buffer, byteOffset, length } = sharedArray(values);
  const type = values.constructor.name as PackedArray["type"];
  return { memory: buffer as SharedArrayBuffer, byteOffset, length, type };
}

function unpack({ memory, byteOffset, length, type }: PackedArray) {
  switch (type) {
    case "Uint8Array":
      return new Uint8Array(memory, byteOffset, length);
    case "Uint32Array":
      return new Uint32Array(memory, byteOffset, length);
    case "Float32Array":
      return new Float32Array(memory, byteOffset, length);
  }
}
