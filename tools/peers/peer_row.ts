import type { EvaluationReport } from "#lib/core/results.ts";

/** What `deno task peers` finds of one model. Times in seconds. */
export interface PeerRow {
  readonly name: string;
  readonly origin: string;
  readonly bytes: number;
  readonly parameters: number;
  readonly report: Pick<EvaluationReport, "accuracy" | "interval" | "leakFree" | "macroF1" | "n">;
  readonly latency: { readonly wasm: Latency; readonly engine?: Latency };
}

/** Of one image, from array to array. Seconds. */
export interface Latency {
  readonly min: number;
  readonly median: number;
}
