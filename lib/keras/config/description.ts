import type { Json, JsonObject } from "./json.ts";

/** One output of one call of a layer. */
export interface TensorReference {
  readonly layer: string;
  /** Which call of that layer within this model, from 0. */
  readonly call: number;
  /** Which output of that call, from 0. */
  readonly output: number;
}

/** One application of a layer in a functional model. */
export interface LayerCall {
  readonly inputs: readonly TensorReference[];
  /** Call arguments beside the inputs that are not their default, for instance `training: false`. */
  readonly settings: JsonObject;
}

/** A layer as Keras describes it, in Keras's words, without the differences between its versions. */
export interface LayerDescription {
  /** Keras's class name, `Conv2D`. */
  readonly className: string;
  readonly name: string;
  /** Keras's settings in Keras's spelling (`kernel_size`), dtype and name taken out. */
  readonly settings: JsonObject;
  readonly trainable: boolean;
  /** Kind of number that the layer computes with: `float32`, `mixed_float16`, … */
  readonly dtype: string;
  /** `[null, 48, 48, 1]`, batch first: of an InputLayer, or of a first layer that names it. */
  readonly batchShape?: readonly (number | null)[];
  /** The model inside, where the layer is one. */
  readonly model?: ModelDescription;
  /** The layer inside a wrapper. */
  readonly inner?: LayerDescription;
  /** Empty in a Sequential model. */
  readonly calls: readonly LayerCall[];
}

/** A model as Keras describes it: the one form that all readers and writers here share. */
export interface ModelDescription {
  readonly kind: "Sequential" | "Functional";
  readonly name: string;
  readonly trainable: boolean;
  readonly layers: readonly LayerDescription[];
  /** Empty in a Sequential model. */
  readonly inputs: readonly TensorReference[];
  readonly outputs: readonly TensorReference[];
}

/** A class name with its settings, as Keras writes initialisers, layers and much else. */
export interface KerasObject {
  readonly className: string;
  readonly config: JsonObject;
}

/** Reads `{class_name, config}`; `undefined` for anything else. */
export function asKerasObject(value: Json | undefined): KerasObject | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { class_name: className, config } = value;
  if (typeof className !== "string") return undefined;
  if (typeof config !== "object" || config === null || Array.isArray(config)) return undefined;
  return { className, config };
}
