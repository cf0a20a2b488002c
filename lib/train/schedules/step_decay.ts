import type { Schedule } from "./schedule.ts";

/** Settings of {@link stepDecay}. */
export interface StepDecayOptions {
  /** Epochs between two drops. */
  readonly everyEpochs: number;
  /** What the rate is multiplied by at each drop; 0.1 by default. */
  readonly factor?: number;
}

/** A rate that drops by a factor every so many epochs. */
export function stepDecay(
  start: number,
  { everyEpochs, factor = 0.1 }: StepDecayOptions,
): Schedule {
  return {
    config: { name: "step decay", start, everyEpochs, factor },
    dependsOnLength: false,
    rate: ({ step, stepsPerEpoch }) =>
      start * factor ** Math.floor(Math.floor(step / stepsPerEpoch) / everyEpochs),
  };
}
