import type * as tf from "@tensorflow/tfjs";
import { describeModel } from "./config/describe_model.ts";
import { unnameHardSigmoid } from "./config/hard_sigmoid.ts";
import { stringifyPythonJson } from "./config/json.ts";
import { writeModel } from "./config/write_model.ts";
import { setNames } from "./hdf5/attributes.ts";
import { GroupContent } from "./hdf5/file_tree.ts";
import { writeHdf5 } from "./hdf5/write_hdf5.ts";
import type { TrainingState } from "./training_state.ts";
import { layerWeights } from "./weights.ts";
import { addState } from "./write_state.ts";

/** How a model is saved. */
export interface SaveOptions {
  /** Kept in the file for resuming; `readStateH5` gives it back, Keras does not see it. */
  readonly state?: TrainingState;
  /**
   * The only Keras that will open the file, for models that Keras 2 and 3 compute differently
   * (`hard_sigmoid`). Without it the file is for both, and such a model is refused.
   */
  readonly reader?: 2 | 3;
}

// The style is Keras 2's either way, which Keras 3 reads too.
const KERAS_VERSIONS = { 2: "2.15.0", 3: "3.0.0" };
const BACKEND = "tensorflow";

/**
 * Saves a model as the `.h5` file that `keras.models.load_model` opens, in Keras 2.15 and 3:
 * architecture and weights, every weight to the last bit.
 *
 * The file appears in one step: a program stopped at any moment leaves the old file or the new one.
 * The optimiser is not in it; call `compile` after loading in Keras.
 *
 * @throws {TypeError} that names a layer or setting which Keras does not have.
 * @throws {RangeError} where the training state holds a number that JSON cannot.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
 * import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
 * await tf.setBackend("cpu");
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
 * const path = await Deno.makeTempFile({ suffix: ".h5" });
 * await saveModelH5(model, path);
 * const same = await loadModelH5(path);
 * ```
 */
// deno-lint-ignore require-await -- faults reject, whatever waits inside
export async function saveModelH5(
  model: tf.LayersModel,
  path: string,
  { state, reader }: SaveOptions = {},
): Promise<void> {
  const config = stringifyPythonJson(unnameHardSigmoid(writeModel(describeModel(model)), reader));
  const version = KERAS_VERSIONS[reader ?? 2];
  const root = new GroupContent();
  root.attributes.set("keras_version", version).set("backend", BACKEND).set("model_config", config);
  const weights = root.group("model_weights");
  weights.attributes.set("keras_version", version).set("backend", BACKEND);
  setNames(weights, "layer_names", model.layers.map(({ name }) => name));
  for (const layer of model.layers) addLayer(weights, layer);
  setNames(weights.group("top_level_model_weights"), "weight_names", []);
  if (state) addState(root, state);
  writeHdf5(path, root);
}

/** The weights of a layer; they are read when the file is written, without a stop in between. */
function addLayer(parent: GroupContent, layer: tf.layers.Layer): void {
  const group = parent.group(layer.name);
  const weights = layerWeights(layer);
  setNames(group, "weight_names", weights.map(({ path }) => path));
  for (const { path, variable } of weights) {
    const tensor = variable.read();
    group.dataset(path, {
      shape: tensor.shape,
      dtype: tensor.dtype === "int32" ? "int32" : "float32",
      read: () => tensor.dataSync() as Float32Array | Int32Array,
    });
  }
}
