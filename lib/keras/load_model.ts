import type * as tf from "@tensorflow/tfjs";
import { fileKind } from "./hdf5/open_hdf5.ts";
import { loadModelH5 } from "./load_model_h5.ts";
import type { LoadOptions } from "./load_model_h5.ts";
import { loadModelKeras } from "./load_model_keras.ts";

/**
 * Loads a model in either of Keras's formats, `.h5` or `.keras`, told apart by content.
 *
 * @throws {SyntaxError} as {@link loadModelH5} and {@link loadModelKeras}.
 */
export async function loadModel(
  path: string,
  options: LoadOptions = {},
): Promise<tf.LayersModel> {
  return await (fileKind(path) === "zip"
    ? loadModelKeras(path, options)
    : loadModelH5(path, options));
}
