import type { CheckpointName, CheckpointStore, TrainingState } from "./checkpoint_store.ts";
import { readWeights, writeWeights } from "./weights.ts";

/** Checkpoints in memory: to interrupt and resume within one process, and for tests. */
export function memoryStore(): CheckpointStore {
  const kept = new Map<CheckpointName, { weights: Float32Array[]; state: TrainingState }>();
  return {
    async save(name, model, state) {
      kept.set(name, { weights: await readWeights(model), state: structuredClone(state) });
    },
    load(name) {
      const found = kept.get(name);
      return Promise.resolve(
        found && {
          state: structuredClone(found.state),
          restore: (model) => Promise.resolve(writeWeights(model, found.weights)),
        },
      );
    },
  };
}
