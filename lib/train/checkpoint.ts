import type { TrainingState } from "./checkpoint_store.ts";
import { differences, type Fingerprint, fingerprint } from "./fingerprint.ts";
import { bestEpoch } from "./monitor.ts";
import type { Position, TrainingRun } from "./training_run.ts";
import { readWeights } from "./weights.ts";

/** What a run's checkpoints carry, so that only an equal run resumes them. */
export async function runFingerprint(run: TrainingRun): Promise<Fingerprint> {
  const { options, schedule } = run;
  return {
    ...await fingerprint(run.model, run.source),
    "seed": String(options.seed),
    "optimizer": run.optimizerConfig,
    "schedule": schedule.config,
    // Where rates do not depend on the length of the run, it may be prolonged.
    "epochs": schedule.dependsOnLength ? options.epochs : "any",
    "label smoothing": options.labelSmoothing ?? 0,
    "weight average": options.average ?? null,
    "early stopping": options.earlyStopping ?? null,
    "best by": run.monitor,
    ...options.setup,
  };
}

/** The state to save beside the weights, from which {@link resume} goes on. */
export async function trainingState(
  run: TrainingRun,
  fingerprint: Fingerprint,
): Promise<TrainingState> {
  const arrays: Record<string, Float32Array> = {};
  (await run.optimizer.readSlots()).forEach((slots, v) =>
    slots.forEach((values, s) => arrays[`slot/${v}/${s}`] = values)
  );
  (await run.average?.read())?.forEach((values, i) => arrays[`average/${i}`] = values);
  return {
    arrays,
    json: { version: 1, fingerprint, steps: run.optimizer.steps, position: run.position },
  };
}

/**
 * Puts a run where its store's last checkpoint was made.
 *
 * @returns whether there was one, and the weights of the best epoch where the run will need them.
 * @throws {RangeError} when the checkpoint belongs to another setup; the message says what differs,
 * and neither model nor run is changed.
 */
export async function resume(
  run: TrainingRun,
  now: Fingerprint,
): Promise<{ found: boolean; best?: Float32Array[] }> {
  const last = await run.options.store?.load("last");
  if (!last) return { found: false };
  const { arrays, json } = last.state;
  const differing = differences(json.fingerprint as Fingerprint, now);
  if (differing.length) {
    throw new RangeError(
      `the checkpoint belongs to another setup (${differing.join("; ")}). ` +
        "Use the same setup, or start anew without resuming.",
    );
  }
  const position = json.position as Position;
  const best = await bestWeights(run, position);
  await last.restore(run.model);
  run.position = position;
  run.optimizer.steps = json.steps as number;
  const slots = (await run.optimizer.readSlots()).map((slots, v) =>
    slots.map((_, s) => arrays[`slot/${v}/${s}`])
  );
  run.optimizer.writeSlots(slots);
  run.average?.write(run.model.weights.map((_, i) => arrays[`average/${i}`]));
  return { found: true, best };
}

async function bestWeights(
  run: TrainingRun,
  { epochs }: Position,
): Promise<Float32Array[] | undefined> {
  const epoch = bestEpoch(epochs, run.monitor);
  if (!run.restoreBest || epoch === 0) return undefined;
  const best = await run.options.store?.load("best");
  // A later epoch: the run ended between saving its best and its last checkpoint. That epoch is
  // trained again now, with the same result.
  if (!best || best.state.json.epoch !== epoch) return undefined;
  await best.restore(run.model);
  return await readWeights(run.model);
}
