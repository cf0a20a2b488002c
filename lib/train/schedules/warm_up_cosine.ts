import type { Schedule } from "./schedule.ts";

/** Settings of {@link warmUpCosine}. */
export interface WarmUpCosineOptions {
  /** Epochs of linear rise from 0; may be a fraction. 0 by default. */
  readonly warmUpEpochs?: number;
  /** The rate that the cosine ends at; 0 by default. */
  readonly floor?: number;
}

/**
 * A linear rise to `peak`, then half a cosine down to `floor` at the end of the run (Loshchilov &
 * Hutter 2017, without restarts).
 */
export function warmUpCosine(
  peak: number,
  { warmUpEpochs = 0, floor = 0 }: WarmUpCosineOptions = {},
): Schedule {
  return {
    config: { name: "warm-up and cosine", peak, warmUpEpochs, floor },
    dependsOnLength: true,
    rate: ({ step, steps, stepsPerEpoch }) => {
      const warmUp = Math.min(Math.round(warmUpEpochs * stepsPerEpoch), steps);
      // The very first step already moves: a rate of 0 would waste it.
      if (step < warmUp) return peak * (step + 1) / warmUp;
      const progress = (step - warmUp) / Math.max(steps - warmUp, 1);
      return floor + (peak - floor) * (1 + Math.cos(Math.PI * Math.min(progress, 1))) / 2;
    },
  };
}
