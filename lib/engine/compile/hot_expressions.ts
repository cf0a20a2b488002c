import { expressionModule, type ExpressionShape } from "./expression_module.ts";

/** A compiled expression: its number, and the bytes for threads that do not have it yet. */
export interface HotExpression {
  /** From 1. */
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** How often an expression must come before it is compiled. */
const OFTEN = 3;

/** Most expressions that are counted or kept; those of a training step are some tens. */
const MOST = 1000;

/** Counts expressions, and compiles those that come often. */
export class HotExpressions {
  readonly #seen = new Map<string, number>();
  readonly #compiled = new Map<string, HotExpression>();

  /** How many have been compiled. */
  get count(): number {
    return this.#compiled.size;
  }

  /** The compiled form, or null if the expression is not (yet) worth it. */
  get(shape: ExpressionShape): HotExpression | null {
    const key = `${shape.kinds};${shape.steps};${shape.sums}`;
    const known = this.#compiled.get(key);
    if (known) return known;
    if (this.#compiled.size >= MOST) return null;
    const count = (this.#seen.get(key) ?? 0) + 1;
    if (this.#seen.size >= MOST) this.#seen.clear();
    this.#seen.set(key, count);
    if (count < OFTEN) return null;
    const hot = { number: this.#compiled.size + 1, bytes: expressionModule(shape) };
    this.#compiled.set(key, hot);
    return hot;
  }
}
