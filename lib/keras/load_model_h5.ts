import type * as tf from "@tensorflow/tfjs";
import { faultMessage, messageOf } from "../core/errors.ts";
import { buildModel } from "./config/build_model.ts";
import type { ModelDescription } from "./config/description.ts";
import { nameHardSigmoid } from "./config/hard_sigmoid.ts";
import { parsePythonJson } from "./config/json.ts";
import { inFloat32 } from "./config/in_float32.ts";
import { parseModel } from "./config/parse_model.ts";
import { textAttribute } from "./hdf5/attributes.ts";
import type { h5wasm } from "./hdf5/h5.ts";
import { openHdf5 } from "./hdf5/open_hdf5.ts";
import { fillLayer, storedLayers } from "./weights_file.ts";

/** How a model is loaded. */
export interface LoadOptions {
  /**
   * Take layers that compute in another kind of number in Keras (`mixed_float16`, `float64`, …) in
   * float32, as all is computed here. Without it they are refused.
   */
  readonly asFloat32?: boolean;
  /** Where the weights of a `.keras` file lie while they are read; made where it is missing. */
  readonly temporaryFolder?: string;
}

/**
 * Loads a model that Keras 2, Keras 3 or `saveModelH5` saved as `.h5`.
 *
 * The model computes what it computes in Keras, in float32; a layer or setting for which that
 * cannot be had is refused by name. The caller disposes the model. It is not compiled.
 *
 * @throws {SyntaxError} where the file is truncated, not HDF5, without an architecture, or holds
 *   something that cannot be rebuilt; the message names the layer.
 */
export function loadModelH5(
  path: string,
  { asFloat32 = false }: LoadOptions = {},
): Promise<tf.LayersModel> {
  return openHdf5(path, (file) => {
    const model = inFile(path, () => {
      const description = readDescription(file);
      return buildModel(asFloat32 ? inFloat32(description) : description);
    });
    try {
      fillModel(model, file);
    } catch (error) {
      model.dispose();
      throw error;
    }
    return model;
  });
}

/** The architecture in an open file. */
export function readDescription(file: h5wasm.File): ModelDescription {
  const text = textAttribute(file, "model_config");
  if (text === undefined) {
    const keys = file.keys();
    const isWeights = "layer_names" in file.attrs || keys.includes("layers") ||
      keys.includes("model_weights");
    throw new SyntaxError(faultMessage(
      isWeights ? "weights only, no architecture" : "HDF5, but no Keras model inside",
      {},
      isWeights
        ? "Build the model and use loadWeightsH5, or save it whole in Keras with model.save."
        : "Give a file that Keras saved.",
    ));
  }
  let config;
  try {
    config = parsePythonJson(text);
  } catch (error) {
    throw new SyntaxError(
      faultMessage(
        `the model configuration is bad JSON: ${messageOf(error)}`,
        {},
        "Save the model again in Keras.",
      ),
      { cause: error },
    );
  }
  return parseModel(nameHardSigmoid(config, kerasMajor(textAttribute(file, "keras_version"))));
}

/** 2 or 3, from `keras_version`; files of the first years have none and are like Keras 2's. */
export function kerasMajor(version: string | undefined): number {
  return version === undefined ? 2 : Number.parseInt(version);
}

function fillModel(model: tf.LayersModel, file: h5wasm.File): void {
  const stored = new Map(storedLayers(file).map((layer) => [layer.name, layer]));
  for (const layer of model.layers) {
    const found = stored.get(layer.name) ?? { name: layer.name, weights: [] };
    fillLayer(layer, found, file.filename);
  }
}

/** Puts the file's name before what went wrong in it. */
export function inFile<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SyntaxError) error.message = `${path}: ${error.message}`;
    throw error;
  }
}
