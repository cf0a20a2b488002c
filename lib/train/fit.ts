import type { LayersModel } from "@tensorflow/tfjs";
import type { EpochLog, TrainingHistory } from "../core/results.ts";
import type { BatchSource } from "../data/batches.ts";
import { resume, runFingerprint, trainingState } from "./checkpoint.ts";
import { shouldStop } from "./early_stopping.ts";
import type { FitOptions } from "./fit_options.ts";
import { bestEpoch } from "./monitor.ts";
import { Pace } from "./pace.ts";
import { TrainingRun } from "./training_run.ts";
import { validate } from "./validate.ts";
import { readWeights, writeWeights } from "./weights.ts";
import { yieldToEvents } from "../core/yield_to_events.ts";

/**
 * Trains a classifier in place, by categorical cross-entropy.
 *
 * Everything random follows from `seed` and the source, so two runs give equal weights, and a run
 * that was interrupted and resumed (`store`, `resume`) gives the weights of the uninterrupted one to
 * the last bit: on any backend whose results do not depend on timing, as this project's.
 *
 * The model ends with the weights of the last epoch, or of the best one (`restoreBest`), or their
 * moving average (`average`); after an interruption with those of the last batch.
 *
 * @param model one input, one output of probabilities; compiled here, whatever it was before
 * @param source stays open: the caller closes it
 * @throws {RangeError} for a model that does not fit the source, a checkpoint of another setup, or a
 * loss that is not finite (which names epoch and batch).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { imageBatches } from "#lib/data/image_batches.ts";
 * import { syntheticImages } from "#lib/data/synthetic/render.ts";
 * import { fit } from "#lib/train/fit.ts";
 * import { strictEqual } from "node:assert/strict";
 * await tf.setBackend("cpu");
 * const layers = [
 *   tf.layers.flatten({ inputShape: [48, 48, 1] }),
 *   tf.layers.dense({ units: 7, activation: "softmax" }),
 * ];
 * const model = tf.sequential({ layers });
 * const faces = syntheticImages({ people: 3, seed: 1 });
 * const batches = imageBatches(faces, { role: "train", batchSize: 4, seed: 1 });
 * const history = await fit(model, batches, { epochs: 2, seed: 1 });
 * batches.close();
 * strictEqual(history.epochs.length, 2);
 * ```
 */
export async function fit(
  model: LayersModel,
  source: BatchSource,
  options: FitOptions,
): Promise<TrainingHistory> {
  const { epochs, seed, signal, store, earlyStopping } = options;
  const run = new TrainingRun(model, source, options);
  try {
    const fingerprint = store ? await runFingerprint(run) : {};
    let best = options.resume ? (await resume(run, fingerprint)).best : undefined;
    let savedStep = run.optimizer.steps;
    const history = (stopped: TrainingHistory["stopped"], held: number): TrainingHistory => ({
      epochs: run.position.epochs,
      stopped,
      bestEpoch: held,
      seed,
    });
    const save = async () => {
      if (store && savedStep !== run.optimizer.steps) {
        await store.save("last", model, await trainingState(run, fingerprint));
      }
      savedStep = run.optimizer.steps;
    };
    const exhausted = () =>
      earlyStopping !== undefined && shouldStop(run.position.epochs, run.monitor, earlyStopping);

    const pace = new Pace(run, epochs);
    while (run.position.epochs.length < epochs && !exhausted()) {
      await trainEpoch(run, pace, save);
      if (run.position.batch < source.batchesPerEpoch) {
        return history("interrupted", run.position.epochs.length);
      }
      best = await closeEpoch(run, pace, fingerprint) ?? best;
      await save();
      await options.onEpoch?.(run.position.epochs.at(-1)!, run.position.epochs);
      if (signal?.aborted && run.position.epochs.length < epochs) {
        return history("interrupted", run.position.epochs.length);
      }
    }
    const held = await holdFinalWeights(run, best);
    return history(exhausted() ? "early stopping" : "finished", held);
  } finally {
    run.dispose();
  }
}

/** The rest of an epoch, up to its last batch or an interruption. */
async function trainEpoch(run: TrainingRun, pace: Pace, save: () => Promise<void>): Promise<void> {
  const { source, options: { signal, onBatch, checkpointSeconds = 600 } } = run;
  const epoch = run.position.epochs.length;
  const ask = (index: number) => {
    const batch = index < source.batchesPerEpoch ? source.batch(epoch, index) : undefined;
    // An interrupted run never looks at the batch it had asked for; otherwise the wait below throws.
    batch?.catch(() => {});
    return batch;
  };
  let saved = performance.now();
  let asked = ask(run.position.batch);
  while (asked) {
    if (signal?.aborted) return await save();
    const batch = await asked;
    const step = run.step(batch);
    asked = ask(run.position.batch + 1);
    await step;
    const log = pace.batchLog();
    await onBatch?.(log);
    await yieldToEvents();
    if (performance.now() - saved > checkpointSeconds * 1000 && asked) {
      await save();
      saved = performance.now();
    }
  }
}

/** Judges an epoch, logs it and keeps it if it is the best so far; gives its weights if they count. */
async function closeEpoch(
  run: TrainingRun,
  pace: Pace,
  fingerprint: Readonly<Record<string, unknown>>,
): Promise<Float32Array[] | undefined> {
  const { model, position, options: { validation, store } } = run;
  const trained = run.average && await readWeights(model);
  if (run.average) writeWeights(model, await run.average.read());
  const score = validation && await pace.timeValidation(() => validate(model, validation));
  const log: EpochLog = {
    epoch: position.epochs.length + 1,
    loss: position.lossSum / position.seen,
    accuracy: position.correct / position.seen,
    ...(score && { validationLoss: score.loss, validationAccuracy: score.accuracy }),
    learningRate: run.learningRate,
    seconds: pace.epochSeconds(),
  };
  const epochs = [...position.epochs, log];
  let best: Float32Array[] | undefined;
  if (bestEpoch(epochs, run.monitor) === log.epoch) {
    await store?.save("best", model, { arrays: {}, json: { ...log, fingerprint } });
    if (run.restoreBest) best = await readWeights(model);
  }
  if (trained) writeWeights(model, trained);
  run.position = { batch: 0, lossSum: 0, correct: 0, seen: 0, seconds: 0, epochs };
  pace.startEpoch();
  return best;
}

/** Leaves the weights in the model that the options ask for; gives the epoch they are from. */
async function holdFinalWeights(run: TrainingRun, best?: Float32Array[]): Promise<number> {
  const { epochs } = run.position;
  if (run.restoreBest) {
    if (!best) throw new Error("the weights of the best epoch are lost: its checkpoint is missing");
    writeWeights(run.model, best);
    return bestEpoch(epochs, run.monitor);
  }
  if (run.average) writeWeights(run.model, await run.average.read());
  return epochs.length;
}
