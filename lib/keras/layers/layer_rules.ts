import { OWN_LAYERS } from "./own.ts";
import { STOCK_LAYERS } from "./stock.ts";
import type { LayerRule } from "./rule.ts";

/** Every Keras layer that can be read and written, by Keras's class name. */
export const LAYER_RULES: Readonly<Record<string, LayerRule>> = {
  ...STOCK_LAYERS,
  ...OWN_LAYERS,
};

const BY_TFJS_CLASS = new Map(
  Object.entries(LAYER_RULES).flatMap(([keras, rule]) =>
    (rule.tfjs ?? [keras]).map((name) => [name, keras] as const)
  ),
);

/** Keras's class name of a TensorFlow.js layer, or `undefined` where Keras has none. */
export function kerasClassOf(tfjsClass: string): string | undefined {
  return BY_TFJS_CLASS.get(tfjsClass);
}
