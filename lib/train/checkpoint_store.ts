import type { LayersModel } from "@tensorflow/tfjs";

/** What a run keeps beside the weights: named float32 arrays and a plain JSON object. */
export interface TrainingState {
  readonly arrays: Readonly<Record<string, Float32Array>>;
  readonly json: Readonly<Record<string, unknown>>;
}

/** A checkpoint that was found. */
export interface Checkpoint {
  readonly state: TrainingState;
  /** Writes its weights into a model of the same architecture. */
  restore(model: LayersModel): Promise<void>;
}

/** `last`: to go on from. `best`: the weights of the best epoch so far. */
export type CheckpointName = "last" | "best";

/**
 * Where a training run keeps its checkpoints. `fit` knows no file format: the caller brings a store.
 * `save` must be atomic: after a kill at any moment `load` gives the old checkpoint or the new one.
 */
export interface CheckpointStore {
  save(name: CheckpointName, model: LayersModel, state: TrainingState): Promise<void>;
  /** `undefined` where there is none. */
  load(name: CheckpointName): Promise<Checkpoint | undefined>;
}
