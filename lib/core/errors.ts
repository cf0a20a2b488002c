/** What may be told about where a fault lies. Only the parts that are known are printed. */
export interface Where {
  readonly file?: string;
  /** Row of a table, counted from 1, the header not counted. */
  readonly row?: number;
  /** Line of a text file, counted from 1. */
  readonly line?: number;
  readonly byte?: number;
  readonly layer?: string;
}

/**
 * One sentence for an error: what is wrong, where, and what to do about it.
 *
 * @example
 * ```ts
 * import { faultMessage } from "#lib/core/errors.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(
 *   faultMessage("2303 pixels instead of 2304", { file: "fer2013.csv", row: 12 }, "Download it again."),
 *   "2303 pixels instead of 2304 (fer2013.csv, row 12). Download it again.",
 * );
 * ```
 */
export function faultMessage(what: string, where: Where, remedy: string): string {
  const parts = Object.entries(where)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => key === "file" ? `${value}` : `${key} ${value}`);
  return `${what}${parts.length ? ` (${parts.join(", ")})` : ""}. ${remedy}`;
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
