import type { NativeBackend } from "../backend/native_backend.ts";
import type { Storage } from "../backend/storage.ts";
import { type ExpressionGraph, expressionGraph } from "./graph.ts";
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
  const { graph, addresses } = withComputedLeaves(
    [...roots, ...sums.map((sum) => sum.values)],
    size,
  );
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

/**
 * The graph behind some roots, with its leaves computed, and where those lie.
 *
 * Leaves that wait are products and the like. One may read a value that waits in the graph, as behind a
 * residual connection: computing it makes that value a leaf, and ends what only that value has read. So
 * the graph is drawn anew behind each.
 */
function withComputedLeaves(roots: readonly Storage[], size: number): {
  readonly graph: ExpressionGraph;
  readonly addresses: Map<Storage, number>;
} {
  while (true) {
    const graph = expressionGraph(roots);
    const leaves = [...graph.leaves].filter((leaf) => leaf.size === size);
    const waiting = leaves.find(({ deferred }) => deferred);
    if (!waiting) {
      return { graph, addresses: new Map(leaves.map((leaf) => [leaf, leaf.address()])) };
    }
    waiting.address();
  }
}
