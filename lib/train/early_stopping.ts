import type { EpochLog } from "../core/results.ts";
import { type Monitor, monitorMode, monitorValue } from "./monitor.ts";

/** When to give up; the defaults are Keras's, but that a patience must be named. */
export interface EarlyStopping {
  /** Epochs in a row without improvement that are borne. */
  readonly patience: number;
  /** Less than this is no improvement; 0 by default. */
  readonly minimumChange?: number;
}

/** Whether the last epochs brought no improvement, as Keras's `EarlyStopping` judges it. */
export function shouldStop(
  epochs: readonly EpochLog[],
  monitor: Monitor,
  { patience, minimumChange = 0 }: EarlyStopping,
): boolean {
  const sign = monitorMode(monitor) === "min" ? 1 : -1;
  let [best, waited] = [Infinity, 0];
  for (const log of epochs) {
    const value = sign * monitorValue(log, monitor);
    if (value < best - minimumChange) [best, waited] = [value, 0];
    else waited++;
  }
  return waited > 0 && waited >= patience;
}
