import type { BatchLog, EpochLog } from "../core/results.ts";
import type { BatchSource } from "../data/batches.ts";
import type { CheckpointStore } from "./checkpoint_store.ts";
import type { EarlyStopping } from "./early_stopping.ts";
import type { Monitor } from "./monitor.ts";
import type { OptimizerConfig } from "./optimizers/make_optimizer.ts";
import type { Schedule } from "./schedules/schedule.ts";
import type { WeightAverageConfig } from "./weight_average.ts";

/** How to train. Only `epochs` and `seed` have no default. */
export interface FitOptions {
  readonly epochs: number;
  /** All chance in training follows from it (the source has a seed of its own). */
  readonly seed: number | string;
  /** Adam with Keras's settings by default. */
  readonly optimizer?: OptimizerConfig;
  /** By default Keras's constant rates: 0.001 for Adam, 0.01 for SGD. */
  readonly schedule?: Schedule;
  readonly labelSmoothing?: number;
  /** Judged after each epoch. */
  readonly validation?: BatchSource;
  /** What "best" goes by; `"validationLoss"` with validation data, else `"loss"`. */
  readonly monitor?: Monitor;
  readonly earlyStopping?: EarlyStopping;
  /** Whether the model ends with the weights of its best epoch; so by default with early stopping. */
  readonly restoreBest?: boolean;
  /** Keep a moving average of the weights; validation and the final model then use it. */
  readonly average?: WeightAverageConfig;
  /** Where checkpoints go: after each epoch, on interruption, and every `checkpointSeconds`. */
  readonly store?: CheckpointStore;
  /** Longest time without a checkpoint; 600 by default. */
  readonly checkpointSeconds?: number;
  /** Go on from the store's last checkpoint, if it has one. */
  readonly resume?: boolean;
  /** Whatever else must be equal for a resume, for instance the augmentation's settings. */
  readonly setup?: Readonly<Record<string, unknown>>;
  /** Stops at the next batch, with a checkpoint. */
  readonly signal?: AbortSignal;
  readonly onBatch?: (log: BatchLog) => void | Promise<void>;
  readonly onEpoch?: (log: EpochLog, epochs: readonly EpochLog[]) => void | Promise<void>;
}
