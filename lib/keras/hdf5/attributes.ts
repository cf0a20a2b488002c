import type { GroupContent } from "./file_tree.ts";
import type { h5wasm } from "./h5.ts";

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

/** Gives a group that is to be written a list of names, as Keras does. */
export function setNames(group: GroupContent, name: string, names: readonly string[]): void {
  if (names.length <= NAMES_PER_ATTRIBUTE) {
    group.attributes.set(name, names);
    return;
  }
  for (let i = 0; i * NAMES_PER_ATTRIBUTE < names.length; i++) {
    const part = names.slice(i * NAMES_PER_ATTRIBUTE, (i + 1) * NAMES_PER_ATTRIBUTE);
    group.attributes.set(`${name}${i}`, part);
  }
}
