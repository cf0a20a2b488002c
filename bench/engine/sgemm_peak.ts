import { denoContestant } from "./deno_contestant.ts";

export const SGEMM_SIZES = { rows: 8192, depth: 256, columns: 256 } as const;

/** Operations of one run of `sgemm.ts`: some tens of milliseconds. */
export const SGEMM_OPERATIONS = 8 * 2 * SGEMM_SIZES.rows * SGEMM_SIZES.depth * SGEMM_SIZES.columns;

const RUNS = 9;

/**
 * The most operations a second, in units of 1e9, that matrix products reach on this machine, by the
 * best of several runs; null where the native library is missing.
 */
export async function sgemmPeak(threads: number): Promise<number | null> {
  const runner = await denoContestant("sgemm.ts", {
    system: "sgemm",
    threads,
    args: [`${threads}`],
  }).start();
  if ("missing" in runner) return null;
  try {
    let best = Infinity;
    for (let i = 0; i < RUNS; i++) best = Math.min(best, await runner.run());
    return SGEMM_OPERATIONS / best / 1e9;
  } finally {
    await runner.close();
  }
}
