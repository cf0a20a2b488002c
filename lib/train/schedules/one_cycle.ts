import type { Schedule } from "./schedule.ts";

/** Settings of {@link oneCycle}; the defaults are PyTorch's. */
export interface OneCycleOptions {
  /** Share of the run that rises, in (0, 1); 0.3 by default. */
  readonly rise?: number;
  /** The run starts at `peak / startDivisor`; 25 by default. */
  readonly startDivisor?: number;
  /** The run ends at the start's rate divided by this; 10,000 by default. */
  readonly endDivisor?: number;
}

/**
 * One cycle (Smith & Topin 2019) with cosine flanks, as PyTorch's `OneCycleLR`: up to `peak`, then
 * down to far below the start. Momentum stays as it is.
 */
export function oneCycle(
  peak: number,
  { rise = 0.3, startDivisor = 25, endDivisor = 1e4 }: OneCycleOptions = {},
): Schedule {
  const start = peak / startDivisor;
  const end = start / endDivisor;
  const flank = (from: number, to: number, share: number) =>
    to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
  return {
    config: { name: "one cycle", peak, rise, startDivisor, endDivisor },
    dependsOnLength: true,
    rate: ({ step, steps }) => {
      const top = rise * steps - 1;
      if (step <= top && top > 0) return flank(start, peak, step / top);
      return flank(peak, end, Math.min((step - top) / Math.max(steps - 1 - top, 1e-9), 1));
    },
  };
}
