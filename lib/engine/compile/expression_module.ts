import { type Operation, OPERATIONS } from "../deferred/operations.ts";
import { MOVING, NUMBER, SCRATCH } from "../tasks/operand_kinds.ts";
import { operationBytes } from "./operation_bytes.ts";
import {
  type Bytes,
  constant,
  get,
  memoryAccess,
  moduleOf,
  OPCODE,
  set,
  TYPE,
} from "./wasm_bytes.ts";

/** An expression as the strip evaluator runs it (see `assembly/expression.ts`), without addresses. */
export interface ExpressionShape {
  /** Kind of each operand; the table in memory holds their addresses. */
  readonly kinds: readonly number[];
  /** Five numbers a step: operation, three operands, result. */
  readonly steps: readonly number[];
  /** The operands that are summed over rows. */
  readonly sums: readonly number[];
}

/**
 * The compiled form: `(table, sums, columnBytes, first, last, strip, rowBytes)`, all in bytes.
 *
 * Evaluates the strips from `first` to `last` of all arrays. Sums are added to room for the sums of a
 * few strips, as `evaluateStrips` lays it out from `sums` on.
 */
export type CompiledExpression = (
  table: number,
  sums: number,
  columnBytes: number,
  first: number,
  last: number,
  strip: number,
  rowBytes: number,
) => void;

const [TABLE, SUMS, COLUMN_BYTES, FIRST, LAST, STRIP, ROW_BYTES, COUNT, DONE, AT] = Array(10)
  .keys();
const PARAMETERS = 7;
const OWN = 3;
const NAMES = new Map<number, Operation>(
  Object.entries(OPERATIONS).map(([name, number]) => [number, name as Operation]),
);

/**
 * A WebAssembly module for one expression: all its steps on a vector at a time, with what lies between
 * them in registers. The strip evaluator needs a pass over the first cache for each step instead.
 */
export function expressionModule({ kinds, steps, sums }: ExpressionShape): Uint8Array<ArrayBuffer> {
  const pointer = (operand: number) => PARAMETERS + OWN + operand;
  const sumPointer = (sum: number) => PARAMETERS + OWN + kinds.length + sum;
  const value = (operand: number) => sumPointer(sums.length) + operand;
  const inMemory = kinds.flatMap((kind, i) => kind === SCRATCH || kind === NUMBER ? [] : [i]);
  const tableEntry = (i: number) => [...get(TABLE), ...memoryAccess(OPCODE.i32Load, i * 8)];
  const advance = (
    local: number,
    by: Bytes,
  ) => [...get(local), ...by, ...OPCODE.i32Add, ...set(local)];

  const numbers = kinds.flatMap((kind, i) =>
    kind === NUMBER ? [...tableEntry(i), ...memoryAccess(OPCODE.loadSplat), ...set(value(i))] : []
  );
  const pointers = inMemory.flatMap((i) => [
    ...tableEntry(i),
    ...(kinds[i] === MOVING ? [...get(FIRST), ...OPCODE.i32Add] : []),
    ...set(pointer(i)),
  ]);
  const sumPointers = sums.flatMap((_, k) => [
    ...(k === 0 ? [...get(SUMS), ...get(COLUMN_BYTES)] : [
      ...get(sumPointer(k - 1)),
      ...get(COLUMN_BYTES),
      ...OPCODE.i32Add,
      ...get(COLUMN_BYTES),
    ]),
    ...OPCODE.i32Add,
    ...set(sumPointer(k)),
  ]);

  const known = new Set(kinds.flatMap((kind, i) => kind === NUMBER ? [i] : []));
  const vector: number[] = [];
  const load = (operand: number) => {
    if (known.has(operand)) return;
    known.add(operand);
    vector.push(...get(pointer(operand)), ...memoryAccess(OPCODE.load), ...set(value(operand)));
  };
  for (let at = 0; at < steps.length; at += 5) {
    const [operation, a, b, c, result] = steps.slice(at, at + 5);
    for (const operand of [a, b, c]) load(operand);
    const operands = [a, b, c].map((operand) => get(value(operand)));
    vector.push(...operationBytes(NAMES.get(operation)!, operands), ...set(value(result)));
    known.add(result);
    if (kinds[result] === SCRATCH) continue;
    vector.push(...get(pointer(result)), ...get(value(result)), ...memoryAccess(OPCODE.store));
  }
  sums.forEach((operand, k) => {
    load(operand);
    const [sum, added] = [get(sumPointer(k)), get(value(operand))];
    const total = [...sum, ...memoryAccess(OPCODE.load), ...added, ...OPCODE.add];
    vector.push(...sum, ...total, ...memoryAccess(OPCODE.store));
  });
  const vectorBytes = constant(16);
  const moved = [...inMemory.map(pointer), ...sums.map((_, k) => sumPointer(k)), AT];
  const rowEnd = get(sums.length > 0 ? ROW_BYTES : COUNT);
  const again = (local: number, limit: Bytes) => [
    ...get(local),
    ...limit,
    ...OPCODE.i32LessThan,
    ...OPCODE.branchIf,
    0,
  ];

  const body = [
    ...numbers,
    ...OPCODE.block,
    ...[...get(FIRST), ...get(LAST), ...OPCODE.i32GreaterOrEqual, ...OPCODE.branchIf, 0],
    ...OPCODE.loop,
    ...smaller(get(STRIP), [...get(LAST), ...get(FIRST), ...OPCODE.i32Subtract]),
    ...set(COUNT),
    ...pointers,
    ...[...constant(0), ...set(DONE)],
    ...OPCODE.loop,
    ...sumPointers,
    ...[...constant(0), ...set(AT)],
    ...OPCODE.loop,
    ...vector,
    ...moved.flatMap((local) => advance(local, vectorBytes)),
    ...again(AT, rowEnd),
    ...OPCODE.end,
    ...advance(DONE, rowEnd),
    ...again(DONE, get(COUNT)),
    ...OPCODE.end,
    ...advance(FIRST, get(STRIP)),
    ...again(FIRST, get(LAST)),
    ...OPCODE.end,
    ...OPCODE.end,
  ];
  const pointerCount = OWN + kinds.length + sums.length;
  const locals = [[pointerCount, TYPE.i32], [kinds.length, TYPE.v128]] as const;
  return moduleOf({ parameters: PARAMETERS, locals, body });
}

function smaller(a: Bytes, b: Bytes): Bytes {
  return [...a, ...b, ...a, ...b, ...OPCODE.i32LessThan, ...OPCODE.select];
}
