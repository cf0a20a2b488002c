import type { EpochLog } from "../core/results.ts";

/** A figure of an epoch that stopping, plateaus and "the best epoch" may go by. */
export type Monitor = "loss" | "accuracy" | "validationLoss" | "validationAccuracy";

/** Whether less or more of a figure is better. */
export function monitorMode(monitor: Monitor): "min" | "max" {
  return monitor === "loss" || monitor === "validationLoss" ? "min" : "max";
}

/**
 * The figure of one epoch.
 *
 * @throws {RangeError} when there is none: a validation figure in a run without validation data.
 */
export function monitorValue(log: EpochLog, monitor: Monitor): number {
  const value = log[monitor];
  if (value === undefined) {
    throw new RangeError(
      `epoch ${log.epoch} has no ${monitor}: give validation data, or go by loss or accuracy`,
    );
  }
  return value;
}

/** The epoch (from 1) whose figure is best, the first of equals; 0 before the first epoch is over. */
export function bestEpoch(epochs: readonly EpochLog[], monitor: Monitor): number {
  const sign = monitorMode(monitor) === "min" ? 1 : -1;
  let [best, found] = [Infinity, 0];
  for (const log of epochs) {
    const value = sign * monitorValue(log, monitor);
    if (value < best) [best, found] = [value, log.epoch];
  }
  return found;
}
