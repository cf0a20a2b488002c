import type * as tf from "@tensorflow/tfjs";
import { faultMessage } from "../core/errors.ts";
import { describeModel } from "./config/describe_model.ts";
import { unnameHardSigmoid } from "./config/hard_sigmoid.ts";
import { stringifyPythonJson } from "./config/json.ts";
import { writeModel } from "./config/write_model.ts";
import { writeNames, writeText } from "./hdf5/attributes.ts";
import type { h5wasm } from "./hdf5/h5.ts";
import { writeHdf5 } from "./hdf5/write_hdf5.ts";
import type { TrainingState } from "./training_state.ts";
import { layerWeights } from "./weights.ts";
import { writeState } from "./write_state.ts";

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
export async function saveModelH5(
  model: tf.LayersModel,
  path: string,
  { state, reader }: SaveOptions = {},
): Promise<void> {
  const config = stringifyPythonJson(unnameHardSigmoid(writeModel(describeModel(model)), reader));
  const version = KERAS_VERSIONS[reader ?? 2];
  const layers = await Promise.all(model.layers.map(readLayer));
  await writeHdf5(path, (file) => {
    writeText(file, "keras_version", version);
    writeText(file, "backend", BACKEND);
    writeText(file, "model_config", config);
    const weights = file.create_group("model_weights");
    writeText(weights, "keras_version", version);
    writeText(weights, "backend", BACKEND);
    writeNames(weights, "layer_names", layers.map((layer) => layer.name));
    for (const layer of layers) writeLayer(weights, layer);
    writeNames(weights.create_group("top_level_model_weights"), "weight_names", []);
    if (state) writeState(file, state);
  });
}

interface LayerData {
  readonly name: string;
  readonly weights: readonly { path: string; shape: number[]; data: tf.TypedArray }[];
}

async function readLayer(layer: tf.layers.Layer): Promise<LayerData> {
  const paths = new Set<string>();
  const weights = layerWeights(layer).map(async ({ path, variable }) => {
    if (paths.has(path)) {
      throw new TypeError(
        faultMessage("two weights of one name", { layer: path }, "Name its layers differently."),
      );
    }
    paths.add(path);
    const tensor = variable.read();
    return { path, shape: tensor.shape, data: await tensor.data() };
  });
  return { name: layer.name, weights: await Promise.all(weights) };
}

function writeLayer(parent: h5wasm.Group, { name, weights }: LayerData): void {
  const group = parent.create_group(name);
  writeNames(group, "weight_names", weights.map(({ path }) => path));
  const made = new Set<string>();
  for (const { path, shape, data } of weights) {
    const folders = path.split("/").slice(0, -1);
    for (let depth = 1; depth <= folders.length; depth++) {
      const folder = folders.slice(0, depth).join("/");
      if (!made.has(folder)) group.create_group(folder);
      made.add(folder);
    }
    group.create_dataset({
      name: path,
      data,
      shape,
      dtype: data instanceof Int32Array ? "<i" : "<f",
    });
  }
}
