import type { NativeBackend } from "../backend/native_backend.ts";
import type { Storage } from "../backend/storage.ts";
import type { Block } from "../memory/heap.ts";
import { evaluateExpression, MOVING, SCRATCH, STAYING } from "../tasks/evaluate_expression.ts";
import { DeferredExpression, type Operand } from "./expression.ts";
import { OPERATIONS } from "./operations.ts";
import { ScratchStrips } from "./scratch_strips.ts";

/** Floats of a strip: a handful of strips fit the first-level cache. */
const STRIP = 512;

/**
 * Computes a waiting expression, and with it every waiting value inside it that some tensor still
 * names (after an optimizer's step: both moments and the parameter).
 */
export function evaluate(backend: NativeBackend, root: Storage): void {
  const order = waitingStorages(root);
  const readers = countReaders(order);
  const results = order.filter((storage) =>
    storage === root || storage.alive || storage.holders > (readers.get(storage)?.count ?? 0)
  );
  const addresses = new Map<Storage, number>();
  for (const leaf of leavesOf(order)) {
    if (leaf.size === root.size) addresses.set(leaf, leaf.address());
  }
  const vectors = repeatVectors(backend, order, root.size);
  const blocks = placeResults(backend, { order, results, readers });
  try {
    runProgram(backend, { order, root, blocks, addresses, vectors });
  } catch (error) {
    for (const block of blocks.values()) backend.heap.free(block);
    throw error;
  } finally {
    for (const vector of vectors.strips.values()) backend.heap.free(vector);
  }
  const done = results.map((storage) => storage.deferred!);
  for (const storage of results) storage.fill(blocks.get(storage)!);
  for (const expression of done) expression.abandon();
}

/** The expression's waiting storages, each behind those that it reads. */
function waitingStorages(root: Storage): Storage[] {
  const order: Storage[] = [];
  const seen = new Set<Storage>();
  const visit = (storage: Storage) => {
    if (seen.has(storage)) return;
    seen.add(storage);
    if (!(storage.deferred instanceof DeferredExpression)) return;
    for (const operand of storage.deferred.operands) {
      if (typeof operand !== "number") visit(operand);
    }
    order.push(storage);
  };
  visit(root);
  return order;
}

function operandsOf(storage: Storage): readonly Operand[] {
  return (storage.deferred as DeferredExpression).operands;
}

function leavesOf(order: readonly Storage[]): Set<Storage> {
  const leaves = new Set<Storage>();
  for (const storage of order) {
    for (const operand of operandsOf(storage)) {
      if (typeof operand === "number") continue;
      if (!(operand.deferred instanceof DeferredExpression)) leaves.add(operand);
    }
  }
  return leaves;
}

type Readers = ReadonlyMap<Storage, { readonly count: number; readonly last: number }>;

/** How often each storage is read inside the expression, and by which step at last. */
function countReaders(order: readonly Storage[]): Readers {
  const readers = new Map<Storage, { count: number; last: number }>();
  order.forEach((storage, place) => {
    for (const operand of operandsOf(storage)) {
      if (typeof operand === "number") continue;
      readers.set(operand, { count: (readers.get(operand)?.count ?? 0) + 1, last: place });
    }
  });
  return readers;
}

/**
 * Where each result goes. An array that nobody will read after this expression gives its place to a
 * result that is computed when it has been read for the last time: updates happen in place.
 */
function placeResults(
  backend: NativeBackend,
  { order, results, readers }: {
    order: readonly Storage[];
    results: readonly Storage[];
    readers: Readers;
  },
): Map<Storage, Block> {
  const givers: { storage: Storage; last: number }[] = [];
  for (const [storage, { count, last }] of readers) {
    const isLeaf = !(storage.deferred instanceof DeferredExpression);
    const isWhole = storage.size === order[0].size;
    if (isLeaf && isWhole && !storage.alive && storage.holders === count) {
      givers.push({ storage, last });
    }
  }
  const blocks = new Map<Storage, Block>();
  order.forEach((storage, place) => {
    if (!results.includes(storage)) return;
    const giver = givers.findIndex(({ last }) => last <= place);
    const given = giver < 0 ? null : givers.splice(giver, 1)[0].storage.takeBlock();
    blocks.set(storage, given ?? backend.heap.allocate(storage.size * 4));
  });
  return blocks;
}

interface RepeatedVectors {
  readonly strip: number;
  readonly strips: Map<Storage | number, Block>;
}

/** Vectors and numbers, repeated over one strip, whose length is a multiple of all of theirs. */
function repeatVectors(
  backend: NativeBackend,
  order: readonly Storage[],
  size: number,
): RepeatedVectors {
  const operands = new Set<Storage | number>();
  for (const storage of order) {
    for (const operand of operandsOf(storage)) {
      if (typeof operand === "number" || operand.size !== size) operands.add(operand);
    }
  }
  const { period } = order[order.length - 1].deferred as DeferredExpression;
  const strip = Math.max(1, Math.round(STRIP / period)) * period;
  const strips = new Map<Storage | number, Block>();
  for (const operand of operands) {
    const block = backend.heap.allocate(strip * 4);
    const values = backend.heap.floats(block.address, strip);
    if (typeof operand === "number") values.fill(operand);
    else {
      const vector = operand.values as Float32Array;
      for (let at = 0; at < strip; at += vector.length) values.set(vector, at);
    }
    strips.set(operand, block);
  }
  return { strip, strips };
}

interface Program {
  readonly order: readonly Storage[];
  readonly root: Storage;
  readonly blocks: ReadonlyMap<Storage, Block>;
  /** Of the arrays that are read. */
  readonly addresses: ReadonlyMap<Storage, number>;
  readonly vectors: RepeatedVectors;
}

function runProgram(
  backend: NativeBackend,
  { order, root, blocks, addresses, vectors }: Program,
): void {
  const { strip, strips } = vectors;
  const table: number[] = [];
  const numbers = new Map<Storage | number, number>();
  const addOperand = (key: Storage | number, address: number, kind: number) => {
    numbers.set(key, table.length / 2);
    table.push(address, kind);
  };
  for (const [key, block] of strips) addOperand(key, block.address, STAYING);
  for (const [leaf, address] of addresses) addOperand(leaf, address, MOVING);
  const scratch = new ScratchStrips(order, operandsOf);
  const steps: number[] = [];
  order.forEach((storage, place) => {
    const { operation, operands } = storage.deferred as DeferredExpression;
    const [a, b = a] = operands.map((operand) => numbers.get(operand)!);
    const block = blocks.get(storage);
    if (block) addOperand(storage, block.address, MOVING);
    else addOperand(storage, scratch.take(storage) * strip * 4, SCRATCH);
    scratch.giveBack(place);
    steps.push(OPERATIONS[operation], a, b, numbers.get(storage)!);
  });
  const { heap, team } = backend;
  const tableBytes = Math.ceil(table.length / 16) * 64;
  const scratchBytes = Math.max(1, scratch.count) * strip * 4;
  const stepsOffset = tableBytes * (1 + team.threads);
  const bytes = stepsOffset + Math.ceil(steps.length / 16) * 64 + scratchBytes * team.threads;
  backend.withScratch(bytes, (base) => {
    new Uint32Array(heap.memory.buffer, base, table.length).set(table);
    new Int32Array(heap.memory.buffer, base + stepsOffset, steps.length).set(steps);
    backend.run(evaluateExpression, [
      base,
      table.length / 2,
      base + stepsOffset,
      order.length,
      root.size,
      strip,
      base + bytes - scratchBytes * team.threads,
      scratchBytes,
      base + tableBytes,
      tableBytes,
    ]);
  });
}
