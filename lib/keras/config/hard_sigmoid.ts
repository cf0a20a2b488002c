import { isJsonObject } from "./json.ts";
import type { Json } from "./json.ts";

/**
 * `hard_sigmoid` is clip(x / 5 + 1 / 2, 0, 1) in Keras 2 and clip(x / 6 + 1 / 2, 0, 1) in Keras 3.
 * Here each has a name of its own: `hard_sigmoid` is Keras 2's, `hard_sigmoid_3` is Keras 3's.
 */
export function nameHardSigmoid(config: Json, kerasMajor: number): Json {
  return kerasMajor < 3
    ? config
    : replace(config, (name) => name === "hard_sigmoid" ? "hard_sigmoid_3" : name);
}

/**
 * The way back, for a file that Keras `reader` alone will open, or both.
 *
 * @throws {TypeError} where the file would mean two things.
 */
export function unnameHardSigmoid(config: Json, reader: 2 | 3 | undefined): Json {
  return replace(config, (name) => {
    if (name !== "hard_sigmoid" && name !== "hard_sigmoid_3") return name;
    const needed = name === "hard_sigmoid" ? 2 : 3;
    if (reader !== needed) {
      throw new TypeError(
        `the activation hard_sigmoid, as this model computes it, is Keras ${needed}'s; the other ` +
          `version has another one. Build the model with sigmoid, or save it for Keras ${needed} ` +
          `alone: { reader: ${needed} }.`,
      );
    }
    return "hard_sigmoid";
  });
}

function replace(value: Json, map: (name: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => replace(item, map));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      typeof item === "string" && key.endsWith("activation") ? map(item) : replace(item, map),
    ]),
  );
}
