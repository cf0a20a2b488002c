import { share, type Task } from "../threads/task.ts";

/**
 * Evaluates an elementwise expression strip by strip (see `assembly/expression.ts`). The program is
 * written once; each thread copies its operand table, with its own scratch in it.
 *
 * Arguments: operand table, operands, steps, step count, elements, elements of a strip, scratch,
 * bytes of it a thread, room for a thread's operand table.
 */
export const evaluateExpression: Task = {
  name: "evaluateExpression",
  run(context, args) {
    const [operands, operandCount, steps, stepCount, elements, strip] = args;
    const [scratch, scratchBytes, tables, tableBytes] = args.subarray(6);
    const { memory, thread, kernels } = context;
    const source = new Uint32Array(memory.buffer, operands, operandCount * 2);
    const address = tables + thread * tableBytes;
    const table = new Uint32Array(memory.buffer, address, operandCount * 2);
    const own = scratch + thread * scratchBytes;
    for (let i = 0; i < operandCount * 2; i += 2) {
      const kind = source[i + 1];
      table[i] = kind === SCRATCH ? own + source[i] : source[i];
      table[i + 1] = kind === MOVING ? 1 : 0;
    }
    const [first, last] = share(elements, context, strip);
    kernels.evaluateStrips(address, steps, stepCount, first, last, strip);
  },
};

/** Kinds of operands: memory that moves on with the strips, memory that stays, a thread's scratch. */
export const MOVING = 1;
export const STAYING = 2;
export const SCRATCH = 3;
