import type { Operation } from "../deferred/operations.ts";
import { type Bytes, OPCODE, splat } from "./wasm_bytes.ts";

/**
 * Instructions of an elementwise operation on vectors, given those that push its operands. Each does
 * what `assembly/expression.ts` does for the same operation, to the last bit.
 */
export function operationBytes(operation: Operation, [a, b, c]: readonly Bytes[]): Bytes {
  const zero = splat(0);
  const one = splat(1);
  switch (operation) {
    case "add":
    case "subtract":
    case "multiply":
    case "divide":
    case "minimum":
    case "maximum":
      return [...a, ...b, ...OPCODE[operation]];
    case "negate":
    case "absolute":
    case "squareRoot":
      return [...a, ...OPCODE[operation]];
    case "squaredDifference": {
      const difference = [...a, ...b, ...OPCODE.subtract];
      return [...difference, ...difference, ...OPCODE.multiply];
    }
    case "square":
      return [...a, ...a, ...OPCODE.multiply];
    case "inverseSquareRoot":
      return [...one, ...a, ...OPCODE.squareRoot, ...OPCODE.divide];
    case "reciprocal":
      return [...one, ...a, ...OPCODE.divide];
    case "relu":
      return [...a, ...zero, ...OPCODE.pseudoMaximum];
    case "step":
      return opened(a, one);
    case "gate":
      return opened(b, a);
    case "copy":
      return a;
    case "multiplyAdd":
      return [...a, ...b, ...c, ...OPCODE.multiplyAdd];
  }
}

/** `value` where `gate` is positive, 0 elsewhere, NaN where the gate is NaN. */
function opened(gate: Bytes, value: Bytes): Bytes {
  const isOpen = [...gate, ...splat(0), ...OPCODE.greaterThan];
  const isNaN = [...gate, ...gate, ...OPCODE.notEqual];
  return [...gate, ...isOpen, ...value, ...OPCODE.and, ...isNaN, ...OPCODE.bitselect];
}
