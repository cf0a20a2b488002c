/** The parts of a submission, in the order of the assignment. */
export const PARTS = ["code", "models", "photos", "write-up", "extra credit"] as const;

/** One part of a submission. */
export type Part = typeof PARTS[number];

/** One thing that was looked at in a submission. */
export interface Finding {
  readonly part: Part;
  /** `note` says something worth knowing that keeps nobody from handing in. */
  readonly state: "ready" | "note" | "missing" | "wrong";
  /** A plain sentence; for what is missing or wrong, with what to do. */
  readonly text: string;
}

/** Whether nothing is missing and nothing wrong. */
export function isComplete(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state === "ready" || state === "note");
}
