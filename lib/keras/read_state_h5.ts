import { faultMessage } from "../core/errors.ts";
import { isJsonObject } from "./config/json.ts";
import type { Json } from "./config/json.ts";
import { namesAttribute, textAttribute } from "./hdf5/attributes.ts";
import { h5wasm } from "./hdf5/h5.ts";
import { openHdf5 } from "./hdf5/open_hdf5.ts";
import { readArray } from "./hdf5/read_array.ts";
import type { TrainingState } from "./training_state.ts";
import { STATE_GROUP } from "./write_state.ts";

/**
 * Reads the training state that `saveModelH5` kept in a file, every number to the last bit.
 *
 * @returns `null` where the file holds none: it was saved by Keras, or without a state.
 * @throws {SyntaxError} where the file is damaged.
 */
export function readStateH5(path: string): Promise<TrainingState | null> {
  return openHdf5(path, (file) => {
    if (!file.keys().includes(STATE_GROUP)) return null;
    const fault = (what: string) =>
      new SyntaxError(
        faultMessage(`${what} in the training state`, { file: path }, "Start the training anew."),
      );
    const group = file.get(STATE_GROUP);
    if (!(group instanceof h5wasm.Group)) throw fault("no group");
    const names = namesAttribute(group, "names") ?? [];
    const arrays: Record<string, Float32Array> = {};
    names.forEach((name, i) => {
      const dataset = group.get(String(i));
      if (!(dataset instanceof h5wasm.Dataset)) throw fault(`array ${name} is missing`);
      arrays[name] = readArray(dataset, { file: path }).data;
    });
    let json: Json;
    try {
      json = JSON.parse(textAttribute(group, "json") ?? "");
    } catch {
      throw fault("bad JSON");
    }
    if (!isJsonObject(json)) throw fault("no JSON object");
    return { arrays, json };
  });
}
