import type { NativeBackend } from "../backend/native_backend.ts";
import type { Storage } from "../backend/storage.ts";
import { expressionGraph } from "./graph.ts";
import { placeResults } from "./place_results.ts";
import { runProgram } from "./program.ts";

/** A sum over the rows of `values`, taken as `[rows, columns]`. */
export interface ColumnSum {
  readonly values: Storage;
  /** Heap address of the `columns` sums. */
  readonly output: number;
}

/**
 * Computes a waiting expression, or sums over the rows of some that are never stored: in one pass
 * over memory.
 */
export function evaluate(
  backend: NativeBackend,
  { roots = [], sums = [], columns = 1, size }: {
    roots?: readonly Storage[];
    sums?: readonly ColumnSum[];
    /** Length of a row of the sums. */
    columns?: number;
    size: number;
  },
): void {
  const graph = expressionGraph([...roots, ...sums.map(({ values }) => values)]);
  const addresses = new Map<Storage, number>();
  for (const leaf of graph.leaves) if (leaf.size === size) addresses.set(leaf, leaf.address());
  const blocks = placeResults(backend, graph, { roots, size });
  try {
    runProgram(backend, { graph, addresses, blocks, sums, columns, size });
  } catch (error) {
    for (const block of blocks.values()) backend.heap.free(block);
    throw error;
  }
  const done = [...blocks.keys()].map((storage) => storage.deferred!);
  for (const [storage, block] of blocks) storage.fill(block);
  for (const expression of done) expression.abandon();
}
