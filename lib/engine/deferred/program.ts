import type { NativeBackend } from "../backend/native_backend.ts";
import type { Storage } from "../backend/storage.ts";
import type { Block } from "../memory/heap.ts";
import { evaluateExpression } from "../tasks/evaluate_expression.ts";
import { MOVING, NUMBER, SCRATCH, STAYING } from "../tasks/operand_kinds.ts";
import { SUM_PIECES } from "../threads/task.ts";
import type { ColumnSum } from "./evaluate.ts";
import { leastCommonMultiple } from "./expression.ts";
import { type ExpressionGraph, expressionOf, operandsOf } from "./graph.ts";
import { OPERATIONS } from "./operations.ts";
import { ScratchStrips } from "./scratch_strips.ts";

/** Floats of a strip: one page, so that memory is read in long runs; a handful stays in the cache. */
const STRIP = 1024;

/** Elements from which an expression is worth compiling. */
const COMPILED_FROM = 16384;

interface Program {
  readonly graph: ExpressionGraph;
  /** Of the arrays that are read. */
  readonly addresses: ReadonlyMap<Storage, number>;
  /** Of the arrays that are written. */
  readonly blocks: ReadonlyMap<Storage, Block>;
  readonly sums: readonly ColumnSum[];
  readonly columns: number;
  readonly size: number;
}

/** Writes an expression as the strip evaluator's program, and runs it on all threads. */
export function runProgram(backend: NativeBackend, program: Program): void {
  const { graph: { order }, addresses, blocks, sums, columns, size } = program;
  const { heap, team } = backend;
  const strip = stripLength(program);
  const repeated = repeatVectors(backend, program, strip);
  const table: number[] = [];
  const numbers = new Map<Storage | number, number>();
  const addOperand = (key: Storage | number, address: number, kind: number) => {
    numbers.set(key, table.length / 2);
    table.push(address, kind);
  };
  for (const [key, block] of repeated) {
    addOperand(key, block.address, typeof key === "number" ? NUMBER : STAYING);
  }
  for (const [leaf, address] of addresses) addOperand(leaf, address, MOVING);
  const kept = new Set(sums.map(({ values }) => values));
  const scratch = new ScratchStrips(order, { operandsOf, kept });
  const steps: number[] = [];
  order.forEach((storage, place) => {
    const { operation, operands } = expressionOf(storage);
    const [a, b = a, c = a] = operands.map((operand) => numbers.get(operand)!);
    const block = blocks.get(storage);
    if (block) addOperand(storage, block.address, MOVING);
    else addOperand(storage, scratch.take(storage) * strip * 4, SCRATCH);
    scratch.giveBack(place);
    steps.push(OPERATIONS[operation], a, b, c, numbers.get(storage)!);
  });
  const sumTable = sums.flatMap(({ values, output }) => [numbers.get(values)!, output]);

  const words = [...table, ...steps, ...sumTable];
  const wholeVectors = sums.length === 0 || columns % 4 === 0;
  const hot = size < COMPILED_FROM || !wholeVectors ? null : team.hotExpressions.get({
    kinds: table.filter((_, i) => i % 2 === 1),
    steps,
    sums: sumTable.filter((_, i) => i % 2 === 0),
  });
  const code = hot?.bytes ?? new Uint8Array(0);
  const codeOffset = roundUp(words.length * 4);
  const programBytes = codeOffset + roundUp(code.length);
  const tableBytes = roundUp(table.length * 4);
  const columnBytes = roundUp(columns * 4);
  const threadBytes = tableBytes + scratch.count * strip * 4;
  const sumsOffset = programBytes + threadBytes * team.threads;
  const sumBytes = sums.length * 2 * columnBytes * SUM_PIECES;
  backend.withScratch(sumsOffset + sumBytes, (base) => {
    new Uint32Array(heap.memory.buffer, base, words.length).set(words);
    new Uint8Array(heap.memory.buffer, base + codeOffset, code.length).set(code);
    backend.run(evaluateExpression, [
      base,
      table.length / 2,
      order.length,
      sums.length,
      size,
      strip,
      columns,
      columnBytes,
      base + programBytes,
      threadBytes,
      tableBytes,
      base + sumsOffset,
      hot?.number ?? 0,
      base + codeOffset,
      code.length,
    ]);
  });
  for (const block of repeated.values()) heap.free(block);
}

/** A strip holds whole vectors and whole rows of sums. */
function stripLength({ graph: { order }, columns }: Program): number {
  const period = order.reduce(
    (length, storage) => leastCommonMultiple(length, expressionOf(storage).period),
    leastCommonMultiple(4, columns),
  );
  return Math.max(1, Math.round(STRIP / period)) * period;
}

/** Vectors and numbers, repeated over one strip. */
function repeatVectors(
  backend: NativeBackend,
  { graph: { order }, size }: Program,
  strip: number,
): Map<Storage | number, Block> {
  const blocks = new Map<Storage | number, Block>();
  for (const operand of order.flatMap(operandsOf)) {
    if (blocks.has(operand)) continue;
    if (typeof operand !== "number" && operand.size === size) continue;
    const block = backend.heap.allocate(strip * 4);
    const values = backend.heap.floats(block.address, strip);
    if (typeof operand === "number") values.fill(operand);
    else {
      const vector = operand.values as Float32Array;
      for (let at = 0; at < strip; at += vector.length) values.set(vector, at);
    }
    blocks.set(operand, block);
  }
  return blocks;
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
