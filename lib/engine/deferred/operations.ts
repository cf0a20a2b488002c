/** Elementwise operations and their numbers in `assembly/expression.ts`. */
export const OPERATIONS = {
  add: 0,
  subtract: 1,
  multiply: 2,
  divide: 3,
  minimum: 4,
  maximum: 5,
  squaredDifference: 6,
  negate: 7,
  absolute: 8,
  square: 9,
  squareRoot: 10,
  inverseSquareRoot: 11,
  reciprocal: 12,
  relu: 13,
  step: 14,
  copy: 15,
  /** The first where the second is positive, 0 elsewhere, NaN where the second is NaN. */
  gate: 16,
  /** The first times the second, plus the third. */
  multiplyAdd: 17,
} as const;

export type Operation = keyof typeof OPERATIONS;
