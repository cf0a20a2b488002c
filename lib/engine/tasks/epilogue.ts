import type { Kernels } from "../threads/task.ts";

/** What follows a product while its rows are still in the cache. */
export const RELU = 1;
export const BIAS = 2;

export function applyEpilogue(
  kernels: Kernels,
  values: number,
  { rows, columns, bias, flags }: { rows: number; columns: number; bias: number; flags: number },
): void {
  if (flags !== 0) kernels.addBiasRelu(values, rows, columns, bias, flags);
}
