/** What came of one kind of fault: one row of the table in docs/reliability.md. */
export interface Outcome {
  readonly fault: string;
  readonly tries: number;
  /** Tries after which everything was as it should be. */
  readonly survived: number;
  /** What was seen besides: counts, sizes, the message a user gets. */
  readonly seen: string;
  /** What went wrong, a line each; empty where all survived. */
  readonly lost: readonly string[];
}
