/** Kinds of an expression's operands: memory that moves on with the strips. */
export const MOVING = 1;

/** Memory that stays, one strip long. */
export const STAYING = 2;

/** A thread's scratch, for values that nobody else reads. */
export const SCRATCH = 3;

/** A number, repeated over memory that stays. */
export const NUMBER = 4;
