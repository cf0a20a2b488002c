import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeBackend } from "../backend/native_backend.ts";
import type { Storage } from "../backend/storage.ts";
import { DeferredProduct } from "../deferred/product.ts";
import { denseBackInput } from "../tasks/dense_back_input.ts";
import { denseForward } from "../tasks/dense_forward.ts";
import { denseWeightGradient } from "../tasks/dense_weight_gradient.ts";
import { multiplyRows } from "../tasks/multiply_rows.ts";
import { SUM_PIECES } from "../threads/task.ts";
import { type Finish, finishProduct } from "./activation.ts";
import { type Kernel, type KernelCall, runCpuKernel, sizeOf } from "./kernel.ts";

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

type MatMulCall = KernelCall<{ a: TensorInfo; b: TensorInfo }, MatMulAttributes>;

/** Matrix product. */
export const batchMatMul: Kernel = {
  kernelName: "BatchMatMul",
  run(call: MatMulCall): TensorInfo {
    const found = productOf(call);
    if (!found) return runCpuKernel("BatchMatMul", call);
    return call.backend.tensorLater(found.product, found.shape);
  },
};

/** Matrix product with bias and activation. */
export const fusedMatMul: Kernel = {
  kernelName: "_FusedMatMul",
  run(call: KernelCall<MatMulCall["inputs"] & Finish, MatMulAttributes & Finish>): TensorInfo {
    const found = productOf(call);
    if (!found) return runCpuKernel("_FusedMatMul", call);
    const finish = { ...call.attrs, ...call.inputs };
    return finishProduct(call.backend, found.product, { shape: found.shape, finish });
  },
};

/** `[m, k]` times `[k, n]`, as the sizes stand after transposing. */
interface Sizes {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

function productOf(
  { inputs: { a, b }, attrs: { transposeA, transposeB }, backend }: MatMulCall,
): { product: DeferredProduct; shape: number[] } | null {
  if (a.dtype !== "float32" || b.dtype !== "float32") return null;
  const [aBatch, bBatch] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  if (sizeOf(aBatch) !== 1 || sizeOf(bBatch) !== 1) return null;
  const [aRows, aColumns] = a.shape.slice(-2);
  const [bRows, bColumns] = b.shape.slice(-2);
  const m = transposeA ? aColumns : aRows;
  const k = transposeA ? aRows : aColumns;
  const n = transposeB ? bRows : bColumns;
  if (a.shape.length < 2 || b.shape.length < 2 || k !== (transposeB ? bColumns : bRows)) {
    return null;
  }
  if (m * n * k < backend.smallest * 8 || (transposeA && transposeB)) return null;
  const inputs = [backend.storage(a), backend.storage(b)];
  const run = transposeA ? multiplyTransposedA : transposeB ? multiplyTransposedB : multiply;
  const batch = aBatch.length > bBatch.length ? aBatch : bBatch;
  const product = new DeferredProduct(backend, {
    inputs,
    outputSize: m * n,
    columns: n,
    run: (output, bias, flags) => run(backend, inputs, { sizes: { m, n, k }, output, bias, flags }),
  });
  return { product, shape: [...batch, m, n] };
}

interface Run {
  readonly sizes: Sizes;
  readonly output: number;
  readonly bias: number;
  readonly flags: number;
}

/** Threads divide the rows where there are many, or the depth where the second matrix is large. */
function multiply(backend: NativeBackend, inputs: Storage[], run: Run): void {
  const { sizes: { m, n, k }, output, bias, flags } = run;
  if (!isLarge(k * n, m)) return multiplyByRows(backend, inputs, { ...run, transposed: false });
  const band = wideBandOf(m, k);
  const { threads } = backend.team;
  const scratchBytes = m * band * 4;
  const partialBytes = Math.ceil((m * n) / 16) * 64;
  const [a, b] = inputs.map((storage) => storage.address());
  backend.withScratch(scratchBytes * threads + partialBytes * SUM_PIECES, (scratch) => {
    const partials = scratch + scratchBytes * threads;
    backend.run(denseForward, [
      a,
      b,
      output,
      m,
      k,
      n,
      band,
      scratch,
      scratchBytes,
      partials,
      partialBytes,
      bias,
      flags,
    ]);
  });
}

/** `a bᵀ`: what a dense layer's input gets as gradient. */
function multiplyTransposedB(backend: NativeBackend, inputs: Storage[], run: Run): void {
  const { sizes: { m, n, k }, output, flags } = run;
  if (flags !== 0 || !isLarge(k * n, m)) {
    return multiplyByRows(backend, inputs, { ...run, transposed: true });
  }
  const band = wideBandOf(m, n);
  const scratchBytes = m * band * 4;
  const [a, b] = inputs.map((storage) => storage.address());
  backend.withScratch(scratchBytes * backend.team.threads, (scratch) => {
    backend.run(denseBackInput, [a, b, output, m, n, k, band, scratch, scratchBytes]);
  });
}

/** `aᵀ b`: what a dense layer's weights get as gradient. */
function multiplyTransposedA(backend: NativeBackend, inputs: Storage[], run: Run): void {
  const { sizes: { m, n, k }, output, bias, flags } = run;
  const band = bandOf(k);
  const scratchBytes = k * band * 4;
  const [a, b] = inputs.map((storage) => storage.address());
  backend.withScratch(scratchBytes * backend.team.threads, (scratch) => {
    backend.run(denseWeightGradient, [
      a,
      b,
      output,
      k,
      m,
      n,
      band,
      scratch,
      scratchBytes,
      bias,
      flags,
    ]);
  });
}

function multiplyByRows(
  backend: NativeBackend,
  inputs: Storage[],
  { sizes: { m, n, k }, output, bias, flags, transposed }: Run & { transposed: boolean },
): void {
  const [a, b] = inputs.map((storage) => storage.address());
  const tile = Math.max(16, Math.min(1024, Math.ceil(m / backend.team.threads / 16) * 16));
  backend.run(multiplyRows, [a, b, output, m, k, n, transposed ? 1 : 0, tile, bias, flags]);
}

/** Whether the second matrix is so large, for so few rows, that each thread should see a part only. */
function isLarge(elements: number, rows: number): boolean {
  return elements > 512 * 1024 && rows <= 2048;
}

/**
 * Depth taken at a time where the copied rows are as long as the band: an eighth of all, in 4 MiB at
 * most. An odd number of cache lines, because rows that lie powers of two apart share a few lines of
 * the cache, which makes products a tenth slower.
 */
function wideBandOf(rows: number, depth: number): number {
  const lines = Math.ceil(Math.min(depth / SUM_PIECES, (1024 * 1024) / rows) / 16);
  return (lines | 1) * 16;
}

/** Depth taken at a time, so that a band of the rows fits the second cache. */
function bandOf(rows: number): number {
  return Math.max(64, Math.min(1024, Math.floor((256 * 1024) / rows / 64) * 64));
}
