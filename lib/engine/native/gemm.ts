import type { OnnxNode } from "./onnx_model.ts";
import { Runtime, type Session, type SessionDescription } from "./runtime.ts";

/** What a worker needs to multiply with the sessions that the main thread has made. */
export interface GemmDescription {
  readonly libraryPath: string;
  readonly sessions: readonly SessionDescription[];
}

/** Tensor handles kept for addresses and shapes that come again; dropped all at once when full. */
const HANDLE_ROOM = 2048;

/**
 * Single-precision matrix products on the heap, by ONNX Runtime's kernels, on the calling thread.
 *
 * Sessions are made once (main thread) and may run on all threads at the same time.
 */
export class Gemm {
  readonly #runtime: Runtime;
  readonly #sessions: readonly Session[];
  readonly #base: bigint;
  readonly #handles = new Map<string, bigint>();
  readonly #owner: boolean;

  constructor(memory: WebAssembly.Memory, source: string | GemmDescription) {
    this.#owner = typeof source === "string";
    this.libraryPath = typeof source === "string" ? source : source.libraryPath;
    this.#runtime = new Runtime(this.libraryPath);
    this.#sessions = typeof source === "string"
      ? NODES.map((node) => this.#runtime.createSession(node))
      : source.sessions.map((session) => this.#runtime.openSession(session));
    const bytes = new Uint8Array(memory.buffer) as unknown as Uint8Array<ArrayBuffer>;
    this.#base = BigInt(Deno.UnsafePointer.value(Deno.UnsafePointer.of(bytes)));
  }

  readonly libraryPath: string;

  describe(): GemmDescription {
    const sessions = this.#sessions.map(({ address, inputs, output }) => ({
      address,
      inputs,
      output,
    }));
    return { libraryPath: this.libraryPath, sessions };
  }

  /**
   * `c = a b`, or `c += a b` with `accumulate`. `a` is `[m, k]`, or `[k, m]` with `transposeA`; `b`
   * is `[k, n]`, or `[n, k]` with `transposeB`; `c` is `[m, n]`. All are row-major byte addresses.
   */
  multiply(
    { a, b, c, m, n, k, transposeA = false, transposeB = false, accumulate = false }: Product,
  ): void {
    const place = (transposeA ? 1 : 0) + (transposeB ? 2 : 0) + (accumulate ? 4 : 0);
    const session = this.#sessions[place];
    const values = session.inputValues;
    values[0] = transposeA ? this.#handle(a, 1, k, m) : this.#handle(a, 1, m, k);
    values[1] = transposeB ? this.#handle(b, 1, n, k) : this.#handle(b, 1, k, n);
    const result = this.#handle(c, 1, m, n);
    if (accumulate) values[2] = result;
    session.outputValues[0] = result;
    this.#runtime.run(session);
  }

  /** `c[i] = a[i] b[i]` for `batch` products that lie one after the other. */
  multiplyBatch(
    { a, b, c, m, n, k, batch, transposeA = false, transposeB = false }: BatchProduct,
  ): void {
    const session = this.#sessions[8 + (transposeA ? 1 : 0) + (transposeB ? 2 : 0)];
    const values = session.inputValues;
    values[0] = transposeA ? this.#handle(a, batch, k, m) : this.#handle(a, batch, m, k);
    values[1] = transposeB ? this.#handle(b, batch, n, k) : this.#handle(b, batch, k, n);
    session.outputValues[0] = this.#handle(c, batch, m, n);
    this.#runtime.run(session);
  }

  close(): void {
    this.#dropHandles();
    if (this.#owner) {
      for (const session of this.#sessions) this.#runtime.releaseSession(session);
    }
  }

  #handle(address: number, batch: number, rows: number, columns: number): bigint {
    const key = `${address},${batch},${rows},${columns}`;
    let handle = this.#handles.get(key);
    if (handle === undefined) {
      if (this.#handles.size >= HANDLE_ROOM - 3) this.#pending = true;
      const shape = batch === 1
        ? BigInt64Array.of(BigInt(rows), BigInt(columns))
        : BigInt64Array.of(BigInt(batch), BigInt(rows), BigInt(columns));
      handle = this.#runtime.createTensor(
        this.#base + BigInt(address),
        shape,
        batch * rows * columns,
      );
      this.#handles.set(key, handle);
    }
    return handle;
  }

  #pending = false;

  /** Call between tasks: handles are dropped only when none is in use. */
  tidyHandles(): void {
    if (this.#pending) this.#dropHandles();
  }

  #dropHandles(): void {
    for (const handle of this.#handles.values()) this.#runtime.releaseTensor(handle);
    this.#handles.clear();
    this.#pending = false;
  }
}

export interface Product {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly accumulate?: boolean;
}

export interface BatchProduct extends Omit<Product, "accumulate"> {
  readonly batch: number;
}

const NODES: readonly OnnxNode[] = [
  ...[0, 1, 2, 3].map((bits) => gemmNode(bits, false)),
  ...[0, 1, 2, 3].map((bits) => gemmNode(bits, true)),
  ...[0, 1, 2, 3].map((bits) => ({
    operator: "FusedMatMul",
    domain: "com.microsoft",
    inputs: ["a", "b"],
    output: "c",
    attributes: { transA: bits & 1, transB: bits >> 1 },
  })),
];

function gemmNode(bits: number, accumulate: boolean): OnnxNode {
  return {
    operator: "Gemm",
    domain: "",
    inputs: accumulate ? ["a", "b", "sum"] : ["a", "b"],
    output: "c",
    attributes: { transA: bits & 1, transB: bits >> 1 },
  };
}
