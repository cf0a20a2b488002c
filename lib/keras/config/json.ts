/** Anything that JSON can hold. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  [key: string]: Json;
}

/** Whether a JSON value is an object, neither `null` nor a list. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const TOKENS = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;
// Private-use characters: no Keras file has a text that starts so.
const MARK = "\uF8FF";

/**
 * `JSON.parse` that also takes `NaN`, `Infinity` and `-Infinity`, which Python writes.
 *
 * @throws {SyntaxError} where the text is not JSON.
 */
export function parsePythonJson(text: string): Json {
  const marked = text.replace(TOKENS, (token) => token[0] === '"' ? token : `"${MARK}${token}"`);
  return JSON.parse(
    marked,
    (_, value) =>
      typeof value === "string" && value.startsWith(MARK) ? Number(value.slice(1)) : value,
  );
}

/** `JSON.stringify` that keeps `NaN` and the infinities, as Python's `json.dumps` spells them. */
export function stringifyPythonJson(value: Json): string {
  const text = JSON.stringify(
    value,
    (_, item) => typeof item === "number" && !Number.isFinite(item) ? `${MARK}${item}` : item,
  );
  return text.replace(new RegExp(`"${MARK}(-?\\w+)"`, "g"), "$1");
}
