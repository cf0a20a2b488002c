import { statIfThere } from "#lib/core/stat_if_there.ts";
import { loadWeightsH5 } from "#lib/keras/load_weights_h5.ts";
import { readStateH5 } from "#lib/keras/read_state_h5.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import type { TrainingState as KerasState } from "#lib/keras/training_state.ts";
import type { CheckpointName, CheckpointStore } from "#lib/train/checkpoint_store.ts";

/** A store on disk, which can be asked without reading. */
export interface H5Store extends CheckpointStore {
  has(name: CheckpointName): Promise<boolean>;
  /** What was saved through this store so far. */
  readonly saved: ReadonlySet<CheckpointName>;
}

/**
 * Checkpoints as `last.h5` and `best.h5` in a folder, which is made when the first is saved. Keras
 * opens them as models too.
 */
export function h5Store(folder: string): H5Store {
  const path = (name: string) => `${folder}/${name}.h5`;
  const saved = new Set<CheckpointName>();
  return {
    saved,
    has: (name) => Promise.resolve(statIfThere(path(name)) !== undefined),
    async save(name, model, state) {
      await Deno.mkdir(folder, { recursive: true });
      await saveModelH5(model, path(name), { state: state as KerasState });
      saved.add(name);
    },
    async load(name) {
      if (!statIfThere(path(name))) return undefined;
      const state = await readStateH5(path(name));
      if (!state) {
        throw new SyntaxError(`${path(name)} is a model, but no checkpoint: it has no state in it`);
      }
      return {
        state,
        async restore(model) {
          await loadWeightsH5(model, path(name));
        },
      };
    },
  };
}
