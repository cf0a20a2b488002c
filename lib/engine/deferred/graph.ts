import type { Storage } from "../backend/storage.ts";
import { DeferredExpression, type Operand } from "./expression.ts";

/** Who reads a storage inside an expression. */
export interface Readers {
  /** How often; a step that reads it twice counts twice. */
  count: number;
  /** The step that reads it last. */
  last: number;
  readonly by: Storage[];
}

/** The waiting storages behind some roots, and the computed ones that they read. */
export interface ExpressionGraph {
  /** Each storage behind those that it reads. */
  readonly order: readonly Storage[];
  readonly leaves: ReadonlySet<Storage>;
  readonly readers: ReadonlyMap<Storage, Readers>;
}

export function expressionGraph(roots: readonly Storage[]): ExpressionGraph {
  const order: Storage[] = [];
  const leaves = new Set<Storage>();
  const readers = new Map<Storage, Readers>();
  const seen = new Set<Storage>();
  const visit = (storage: Storage) => {
    if (seen.has(storage)) return;
    seen.add(storage);
    if (!isWaiting(storage)) {
      leaves.add(storage);
      return;
    }
    for (const operand of operandsOf(storage)) if (typeof operand !== "number") visit(operand);
    order.push(storage);
  };
  roots.forEach(visit);
  order.forEach((storage, place) => {
    for (const operand of operandsOf(storage)) {
      if (typeof operand === "number") continue;
      const known = readers.get(operand) ?? { count: 0, last: 0, by: [] };
      readers.set(operand, { count: known.count + 1, last: place, by: [...known.by, storage] });
    }
  });
  return { order, leaves, readers };
}

export function isWaiting(storage: Storage): boolean {
  return storage.deferred instanceof DeferredExpression;
}

export function expressionOf(storage: Storage): DeferredExpression {
  return storage.deferred as DeferredExpression;
}

export function operandsOf(storage: Storage): readonly Operand[] {
  return expressionOf(storage).operands;
}
