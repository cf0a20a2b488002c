import { messageOf } from "../core/errors.ts";
import type { Json } from "./config/json.ts";
import { isJsonObject } from "./config/json.ts";
import { writeNames, writeText } from "./hdf5/attributes.ts";
import type { h5wasm } from "./hdf5/h5.ts";
import type { TrainingState } from "./training_state.ts";

/** The group at the top of the file; Keras reads only the groups it knows. */
export const STATE_GROUP = "training_state";

/** Writes a training state into an open file. */
export function writeState(file: h5wasm.File, { arrays, json }: TrainingState): void {
  try {
    refuseNonFinite(json, "json");
  } catch (error) {
    throw new RangeError(`the training state cannot be saved: ${messageOf(error)}`);
  }
  const group = file.create_group(STATE_GROUP);
  writeText(group, "json", JSON.stringify(json));
  const names = Object.keys(arrays);
  writeNames(group, "names", names);
  names.forEach((name, i) => {
    const data = arrays[name];
    group.create_dataset({ name: String(i), data, shape: [data.length], dtype: "<f" });
  });
}

/** JSON would turn NaN and the infinities into null without a word. */
function refuseNonFinite(value: Json, place: string): void {
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${place} is ${value}`);
  if (Array.isArray(value)) value.forEach((item, i) => refuseNonFinite(item, `${place}[${i}]`));
  else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value)) refuseNonFinite(item, `${place}.${key}`);
  }
}
