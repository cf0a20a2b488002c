import type { EpochLog } from "../../core/results.ts";

/** What a schedule may look at to choose the learning rate of a step. */
export interface ScheduleMoment {
  /** Optimizer steps already made, from 0. */
  readonly step: number;
  /** Steps in the whole run. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** The epochs that are over. */
  readonly epochs: readonly EpochLog[];
}

/**
 * The learning rate of every step: a pure function of the moment, so that a resumed run needs no
 * memory of its own.
 */
export interface Schedule {
  /** Name and settings, plain: a checkpoint is only resumed under an equal schedule. */
  readonly config: { readonly name: string; readonly [setting: string]: number | string };
  /** True where rates depend on the length of the run, so that a finished run cannot be prolonged. */
  readonly dependsOnLength: boolean;
  rate(moment: ScheduleMoment): number;
}
