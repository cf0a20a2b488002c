import { h5wasm } from "./h5.ts";

type Node = h5wasm.Group | h5wasm.Dataset;

/** The text of an attribute, or `undefined` where there is none. */
export function textAttribute(node: Node, name: string): string | undefined {
  const value = node.attrs[name]?.value;
  if (typeof value === "string") return value;
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : undefined;
}

/**
 * A list of names, or `undefined` where there is none. Keras cuts a list that is too long for one
 * attribute into `name0`, `name1`, …; an empty list is written as an empty list of numbers.
 */
export function namesAttribute(node: Node, name: string): string[] | undefined {
  const attributes = node.attrs;
  if (name in attributes) return asNames(attributes[name].value);
  if (!(`${name}0` in attributes)) return undefined;
  const names: string[] = [];
  for (let i = 0; `${name}${i}` in attributes; i++) {
    names.push(...asNames(attributes[`${name}${i}`].value));
  }
  return names;
}

function asNames(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.map(String) : [];
}

// An attribute may hold 64 KiB; each name takes 16 bytes there, its text lies elsewhere.
const NAMES_PER_ATTRIBUTE = 3000;

/** Writes a list of names as Keras does. */
export function writeNames(node: Node, name: string, names: readonly string[]): void {
  if (names.length === 0) {
    node.create_attribute(name, new Float64Array(0), [0], "<d");
    return;
  }
  const parts = Math.ceil(names.length / NAMES_PER_ATTRIBUTE);
  for (let i = 0; i < parts; i++) {
    const part = names.slice(i * NAMES_PER_ATTRIBUTE, (i + 1) * NAMES_PER_ATTRIBUTE);
    node.create_attribute(parts === 1 ? name : `${name}${i}`, part, [part.length], "A");
  }
}

/** Writes a text. */
export function writeText(node: Node, name: string, text: string): void {
  node.create_attribute(name, text, [], "S");
}
