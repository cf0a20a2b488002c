import type { FuzzResult } from "./fuzz/fuzz.ts";
import type { Outcome } from "./outcome.ts";

/** Something measured, with its bound where it has one. */
export interface Measure {
  readonly what: string;
  readonly value: string;
  readonly bound?: string;
  /** Whether it is within its bound. */
  readonly held: boolean;
}

/** What one check found. */
export interface Findings {
  readonly outcomes?: readonly Outcome[];
  readonly fuzz?: readonly FuzzResult[];
  readonly measures?: readonly Measure[];
}

/** One part of `deno task reliability`. */
export interface Check {
  readonly name: string;
  readonly about: string;
  /** What only Linux has, and the check cannot do without: `mount`, as root. */
  readonly linux?: string;
  /** @param share of the full number of tries, 0 to 1 */
  run(share: number): Promise<Findings>;
}
