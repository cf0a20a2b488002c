import type { CompiledExpression } from "../compile/expression_module.ts";
import { pieceOf, SUM_PIECES, type Task, type TaskContext } from "../threads/task.ts";
import { MOVING, SCRATCH } from "./operand_kinds.ts";

/** Pieces of an evaluation that sums nothing. */
const PIECES = 32;

/**
 * Evaluates an elementwise expression strip by strip (see `assembly/expression.ts`), and sums over
 * the rows of some of its values. The program is written once; each thread copies its operand table,
 * with its own scratch in it. The pieces' sums are added in their order.
 *
 * Arguments: program (operand table, steps, sums), operands, steps, sums, elements, elements of a
 * strip, columns of the sums, bytes of them, room of the threads, bytes of it a thread, of these for
 * the operand table, sums of the pieces, number of the compiled expression or 0, its code, bytes of it.
 */
export const evaluateExpression: Task = {
  name: "evaluateExpression",
  run(context, args) {
    const [program, operandCount, stepCount, sumCount, elements, strip, columns] = args;
    const [columnBytes, rooms, roomBytes, tableBytes, allSums] = args.subarray(7);
    const [number, code, codeBytes] = args.subarray(12);
    const compiled = number > 0 ? context.expression(number, code, codeBytes) : null;
    const { memory, thread, kernels } = context;
    const source = new Uint32Array(memory.buffer, program, operandCount * 2);
    const address = rooms + thread * roomBytes;
    const table = new Uint32Array(memory.buffer, address, operandCount * 2);
    const own = address + tableBytes;
    for (let i = 0; i < operandCount * 2; i += 2) {
      const kind = source[i + 1];
      table[i] = kind === SCRATCH ? own + source[i] : source[i];
      table[i + 1] = kind === MOVING ? 1 : 0;
    }
    const steps = program + operandCount * 8;
    const sums = steps + stepCount * 20;
    const pieces = sumCount > 0 ? SUM_PIECES : PIECES;
    const pieceBytes = sumCount * 2 * columnBytes;
    for (const piece of context.pieces(pieces)) {
      const partials = allSums + piece * pieceBytes;
      kernels.fillFloats(partials, 0, pieceBytes / 4);
      const [first, last] = pieceOf(elements, { piece, pieces }, strip);
      if (compiled) {
        const sums = { partials, sumCount, columns, columnBytes };
        runCompiled(context, compiled, { table: address, first, last, strip, ...sums });
        continue;
      }
      kernels.evaluateStrips(
        ...[address, steps, stepCount, sums, sumCount, columns, columnBytes, partials] as const,
        ...[first, last, strip] as const,
      );
    }
    if (sumCount === 0) return;
    context.barrier();
    if (thread > 0) return;
    const outputs = new Uint32Array(memory.buffer, sums, sumCount * 2);
    for (let i = 0; i < sumCount; i++) {
      const from = allSums + i * 2 * columnBytes;
      kernels.addBlocks(from, SUM_PIECES, pieceBytes, outputs[i * 2 + 1], columns);
    }
  },
};

/** Strips whose sums are taken together before they go into the total, as in `evaluateStrips`. */
const STRIPS_TOGETHER = 64;

function runCompiled(
  { kernels }: TaskContext,
  compiled: CompiledExpression,
  { table, first, last, strip, partials, sumCount, columns, columnBytes }: {
    table: number;
    first: number;
    last: number;
    strip: number;
    partials: number;
    sumCount: number;
    columns: number;
    columnBytes: number;
  },
): void {
  const step = sumCount > 0 ? strip * STRIPS_TOGETHER : last - first;
  for (let at = first; at < last; at += step) {
    const end = Math.min(last, at + step);
    compiled(table, partials, columnBytes, at * 4, end * 4, strip * 4, columns * 4);
    if (sumCount > 0) kernels.addUp(partials, sumCount, columns, columnBytes);
  }
}
