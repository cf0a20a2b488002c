import type { NativeBackend } from "../backend/native_backend.ts";
import type { Storage } from "../backend/storage.ts";
import type { Block } from "../memory/heap.ts";
import { type ExpressionGraph, isWaiting, operandsOf } from "./graph.ts";

/**
 * Which values of an expression are stored, and where.
 *
 * Stored are the roots, and what a tensor still names if it reads an array that otherwise nobody
 * needs any more (an optimizer's new moments, which replace the old ones). What is left waiting can
 * be computed again from arrays that are kept anyway.
 *
 * An array that nobody will read after this expression gives its place to a result that is computed
 * when it has been read for the last time: updates happen in place.
 */
export function placeResults(
  backend: NativeBackend,
  graph: ExpressionGraph,
  { roots, size }: { roots: readonly Storage[]; size: number },
): Map<Storage, Block> {
  const stored = storedResults(graph, { roots, size });
  const givers = dyingLeaves(graph, { stored, size });
  const blocks = new Map<Storage, Block>();
  graph.order.forEach((storage, place) => {
    if (!stored.has(storage)) return;
    const giver = givers.findIndex(({ last }) => last <= place);
    const given = giver < 0 ? null : givers.splice(giver, 1)[0].storage.takeBlock();
    blocks.set(storage, given ?? backend.heap.allocate(size * 4));
  });
  return blocks;
}

function storedResults(
  { order }: ExpressionGraph,
  { roots, size }: { roots: readonly Storage[]; size: number },
): Set<Storage> {
  const stored = new Set(roots);
  const readsDead = new Set<Storage>();
  for (const storage of order) {
    const reads = operandsOf(storage).some((operand) => {
      if (typeof operand === "number" || operand.size !== size) return false;
      return isWaiting(operand) ? readsDead.has(operand) : !operand.alive;
    });
    if (!reads) continue;
    readsDead.add(storage);
    if (storage.alive) stored.add(storage);
  }
  return stored;
}

/** Arrays whose last readers end with this evaluation, and the step that reads them last. */
function dyingLeaves(
  { order, leaves, readers }: ExpressionGraph,
  { stored, size }: { stored: ReadonlySet<Storage>; size: number },
): { storage: Storage; last: number }[] {
  const ending = new Set<Storage>();
  for (const storage of order.toReversed()) {
    const read = readers.get(storage);
    const unread = !storage.alive && storage.holders === (read?.count ?? 0) &&
      (read?.by ?? []).every((reader) => ending.has(reader));
    if (stored.has(storage) || unread) ending.add(storage);
  }
  const dying: { storage: Storage; last: number }[] = [];
  for (const storage of leaves) {
    const read = readers.get(storage);
    if (!read || storage.size !== size || storage.alive) continue;
    if (storage.holders === read.count && read.by.every((reader) => ending.has(reader))) {
      dying.push({ storage, last: read.last });
    }
  }
  return dying;
}
