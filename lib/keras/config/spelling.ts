import { isJsonObject } from "./json.ts";
import type { Json, JsonObject } from "./json.ts";

/** `kernel_size` → `kernelSize`. */
export function toCamel(text: string): string {
  return text.replace(/(?<=.)_+(\w|$)/g, (_, letter: string) => letter.toUpperCase());
}

/** `kernelSize` → `kernel_size`. */
export function toSnake(text: string): string {
  return text.replace(/(?<=[a-z0-9])([A-Z])/g, "_$1").toLowerCase();
}

/** Every key and text of Keras's settings in TensorFlow.js's spelling; names and class names stay. */
export function camelSettings(value: Json): Json {
  if (typeof value === "string") return toCamel(value);
  if (Array.isArray(value)) return value.map(camelSettings);
  if (!isJsonObject(value)) return value;
  return mapObject(value, toCamel, camelSettings);
}

/** The way back from {@link camelSettings}. */
export function snakeSettings(value: Json): Json {
  if (typeof value === "string") return toSnake(value);
  if (Array.isArray(value)) return value.map(snakeSettings);
  if (!isJsonObject(value)) return value;
  return mapObject(value, toSnake, snakeSettings);
}

const KEPT = new Set(["name", "class_name", "className"]);

function mapObject(
  object: JsonObject,
  key: (text: string) => string,
  map: (item: Json) => Json,
): JsonObject {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [key(name), KEPT.has(name) ? item : map(item)]),
  );
}
