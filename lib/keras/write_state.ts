import { messageOf } from "../core/errors.ts";
import type { Json } from "./config/json.ts";
import { isJsonObject } from "./config/json.ts";
import { setNames } from "./hdf5/attributes.ts";
import type { GroupContent } from "./hdf5/file_tree.ts";
import type { TrainingState } from "./training_state.ts";

/** The group at the top of the file; Keras reads only the groups it knows. */
export const STATE_GROUP = "training_state";

/** Puts a training state into a file that is to be written. */
export function addState(root: GroupContent, { arrays, json }: TrainingState): void {
  try {
    refuseNonFinite(json, "json");
  } catch (error) {
    throw new RangeError(`the training state cannot be saved: ${messageOf(error)}`);
  }
  const group = root.group(STATE_GROUP);
  group.attributes.set("json", JSON.stringify(json));
  const names = Object.keys(arrays);
  setNames(group, "names", names);
  names.forEach((name, i) => {
    const data = arrays[name];
    group.dataset(String(i), { shape: [data.length], dtype: "float32", read: () => data });
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
