import type { LayersModel } from "@tensorflow/tfjs";
import type { TrainingHistory } from "#lib/core/results.ts";
import type { BatchSource } from "#lib/data/batches.ts";
import { interruptible } from "#lib/notebook/interruptible.ts";
import { TrainingProgress } from "#lib/notebook/training_progress.ts";
import { fit } from "#lib/train/fit.ts";
import type { FitOptions } from "#lib/train/fit_options.ts";
import { h5Store } from "./h5_store.ts";

/** The exit code of a command that Ctrl-C ended. */
export const INTERRUPTED = 130;

/** Settings of {@link fitWithCheckpoints}. */
export interface FitWithCheckpointsOptions
  extends Omit<FitOptions, "store" | "signal" | "onBatch" | "onEpoch"> {
  /** What progress is shown under. */
  readonly title: string;
  /** The folder of `last.h5` and `best.h5`. */
  readonly checkpoints: string;
}

/**
 * Trains as a command does: with checkpoints in a folder and progress on stderr, told where to go on.
 * Ctrl-C saves a checkpoint and ends, and the history says `stopped: "interrupted"`; a second Ctrl-C
 * ends the program.
 */
export async function fitWithCheckpoints(
  model: LayersModel,
  source: BatchSource,
  { title, checkpoints, ...options }: FitWithCheckpointsOptions,
): Promise<TrainingHistory> {
  const store = h5Store(checkpoints);
  if (options.resume && !await store.has("last")) {
    console.error(`no checkpoint in ${checkpoints}: training starts from the beginning`);
  }
  const progress = new TrainingProgress({ title });
  try {
    const history = await interruptible(async (signal) => {
      endOnSecondInterrupt(signal);
      return await fit(model, source, { ...options, ...progress.callbacks, store, signal });
    });
    await progress.finish(history);
    if (history.stopped === "interrupted") {
      console.error(`checkpoint in ${checkpoints}; go on with the same command and --resume`);
    }
    return history;
  } catch (error) {
    if (store.saved.has("last")) {
      console.error(`the last checkpoint is in ${checkpoints}; --resume goes on from there`);
    }
    throw error;
  }
}

/** The first interrupt ends training cleanly; whoever presses again does not want to wait. */
function endOnSecondInterrupt(signal: AbortSignal): void {
  signal.addEventListener("abort", () => {
    console.error("\nsaving a checkpoint; Ctrl-C again ends at once");
    // Later, for a listener added now would still get the first interrupt.
    setTimeout(() => Deno.addSignalListener("SIGINT", () => Deno.exit(INTERRUPTED)), 0);
  }, { once: true });
}
