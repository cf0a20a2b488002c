import { type Monitor, monitorMode, monitorValue } from "../monitor.ts";
import type { Schedule } from "./schedule.ts";

/** Settings of {@link reduceOnPlateau}; the defaults are Keras's, but for `monitor`'s name. */
export interface ReduceOnPlateauOptions {
  /** The figure that must improve; `"validationLoss"` by default. */
  readonly monitor?: Monitor;
  readonly factor?: number;
  /** Epochs without improvement before a drop; 10 by default. */
  readonly patience?: number;
  /** Less than this is no improvement; 1e-4 by default. */
  readonly minimumChange?: number;
  /** Epochs after a drop in which none is counted; 0 by default. */
  readonly cooldown?: number;
  readonly floor?: number;
}

/**
 * A rate that drops when a figure has stopped improving, as Keras's `ReduceLROnPlateau`: worked out
 * anew from the epochs so far, so that nothing has to be remembered.
 */
export function reduceOnPlateau(
  start: number,
  {
    monitor = "validationLoss",
    factor = 0.1,
    patience = 10,
    minimumChange = 1e-4,
    cooldown = 0,
    floor = 0,
  }: ReduceOnPlateauOptions = {},
): Schedule {
  const sign = monitorMode(monitor) === "min" ? 1 : -1;
  return {
    config: {
      name: "reduce on plateau",
      start,
      monitor,
      factor,
      patience,
      minimumChange,
      cooldown,
      floor,
    },
    dependsOnLength: false,
    rate: ({ epochs }) => {
      let [rate, best, waited, resting] = [start, Infinity, 0, 0];
      for (const log of epochs) {
        const value = sign * monitorValue(log, monitor);
        if (resting > 0) [resting, waited] = [resting - 1, 0];
        if (value < best - minimumChange) [best, waited] = [value, 0];
        else if (resting <= 0 && ++waited >= patience) {
          [rate, resting, waited] = [Math.max(rate * factor, floor), cooldown, 0];
        }
      }
      return rate;
    },
  };
}
