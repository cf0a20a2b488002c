import type { NativeBackend } from "../backend/native_backend.ts";
import type { Storage } from "../backend/storage.ts";
import type { Deferred } from "./deferred.ts";
import { evaluate } from "./evaluate.ts";
import type { Operation } from "./operations.ts";

/** Longest strip that vectors of several lengths may ask for. */
const LONGEST_PERIOD = 16384;

/** Longest chain that is kept waiting; past it the operands are computed first. */
const MOST_STEPS = 32;

/** Longest vector (bias, scale, …) that is repeated along an array. */
export const LONGEST_VECTOR = 4096;

/**
 * What an elementwise operation reads: an array of the result's own size, a vector repeated along it
 * (as long as its last axes), or a number.
 */
export type Operand = Storage | number;

/**
 * One elementwise operation that waits. Operations on waiting operations form an expression, which is
 * evaluated in one pass over memory when one of its results is read: an optimizer's update of a
 * parameter is a single pass, and values in between are never stored.
 */
export class DeferredExpression implements Deferred {
  readonly backend: NativeBackend;
  readonly operation: Operation;
  readonly operands: readonly Operand[];
  readonly size: number;
  /** Operations in the whole expression, at most (shared ones count twice). */
  readonly steps: number;
  /** A strip must be a multiple of this, for vectors to begin with it. */
  readonly period: number;

  constructor(
    backend: NativeBackend,
    operation: Operation,
    { operands, size }: { operands: readonly Operand[]; size: number },
  ) {
    this.backend = backend;
    const sources = operands.map((operand) => sourceOf(operand, size));
    const [first, second] = sources;
    const joined = operation === "multiply"
      ? gateOf(first, second) ?? gateOf(second, first)
      : operation === "add"
      ? productOf(second, first, size) ?? productOf(first, second, size)
      : null;
    this.operation = joined?.operation ?? operation;
    this.operands = joined?.operands ?? sources;
    this.size = size;
    // Before one of them is computed: that may end an operation whose operands were taken over here.
    for (const operand of this.operands) if (typeof operand !== "number") operand.hold();
    let steps = 1;
    let period = 4;
    for (const operand of this.operands) {
      if (typeof operand !== "number" && operand.size < size) {
        operand.address();
        period = leastCommonMultiple(period, operand.size);
      }
    }
    for (const operand of this.operands) {
      if (typeof operand === "number" || !(operand.deferred instanceof DeferredExpression)) {
        continue;
      }
      const joined = leastCommonMultiple(period, operand.deferred.period);
      if (operand.deferred.steps + steps > MOST_STEPS || joined > LONGEST_PERIOD) operand.address();
      else {
        steps += operand.deferred.steps;
        period = joined;
      }
    }
    this.period = period;
    this.steps = steps;
  }

  compute(storage: Storage): void {
    evaluate(this.backend, { roots: [storage], size: this.size });
  }

  abandon(): void {
    for (const operand of this.operands) if (typeof operand !== "number") operand.release();
  }
}

export function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** What is spread over an array can be read where it comes from. */
function sourceOf(operand: Operand, size: number): Operand {
  if (typeof operand === "number" || operand.size !== size) return operand;
  const { deferred } = operand;
  const isCopy = deferred instanceof DeferredExpression && deferred.operation === "copy";
  return isCopy ? deferred.operands[0] : operand;
}

interface Joined {
  readonly operation: Operation;
  readonly operands: readonly Operand[];
}

/** A waiting product and what is added to it become one operation. */
function productOf(product: Operand, added: Operand, size: number): Joined | null {
  if (typeof product === "number" || product.size !== size) return null;
  const { deferred } = product;
  const isProduct = deferred instanceof DeferredExpression && deferred.operation === "multiply";
  return isProduct ? { operation: "multiplyAdd", operands: [...deferred.operands, added] } : null;
}

/** `a` times the step of something becomes one operation: `a` where that is positive. */
function gateOf(a: Operand, b: Operand): Joined | null {
  if (typeof a === "number" || typeof b === "number" || a.size !== b.size) return null;
  const { deferred } = b;
  const isStep = deferred instanceof DeferredExpression && deferred.operation === "step";
  return isStep ? { operation: "gate", operands: [a, deferred.operands[0]] } : null;
}
