import type { BenchRow } from "../../bench/harness.ts";

/** A committed result of `deno task bench`, as far as the pages show it. */
export interface BenchFile {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly os: string };
  readonly date: string;
  readonly rows: readonly BenchRow[];
}

/**
 * The file that holds each work's newest result.
 *
 * @param benches oldest first: of two files with the same work, the newer counts.
 */
export function newestFiles(benches: readonly BenchFile[]): Map<string, BenchFile> {
  return new Map(benches.flatMap((file) => file.rows.map(({ work }) => [work, file] as const)));
}

/** The rows of each work's newest result. */
export function newestRows(benches: readonly BenchFile[]): BenchRow[] {
  const newest = newestFiles(benches);
  return benches.flatMap((file) => file.rows.filter(({ work }) => newest.get(work) === file));
}

/** Seconds as the tables show them. */
export function time(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toPrecision(3)} ms` : `${seconds.toPrecision(3)} s`;
}
