import { count } from "../core/format.ts";

/** One layer in plain words and numbers: what a diagram or a summary says of it. */
export interface LayerDescription {
  /** Unique within its model. */
  readonly name: string;
  /** The Keras class: `"Conv2D"`, `"Dense"`, … */
  readonly kind: string;
  /** Its settings in a few words: `"64 filters 5×5, relu"`; may be empty. */
  readonly settings: string;
  /** `null` for a dimension of any size; the first is the batch. */
  readonly outputShape: readonly (number | null)[];
  readonly parameters: number;
  /** Whether training changes the parameters. */
  readonly trainable: boolean;
  /** Names of the layers whose output this layer takes. */
  readonly inbound: readonly string[];
  /** For a model that serves as a layer: what it is made of. */
  readonly inner?: ModelDescription;
}

/** A model as its layers, in the order in which they compute. */
export interface ModelDescription {
  readonly name: string;
  readonly layers: readonly LayerDescription[];
  readonly parameters: number;
  readonly trainableParameters: number;
  /** Names of the layers whose outputs are the model's. */
  readonly outputs: readonly string[];
}

/** A shape for people: `[null, 44, 44, 64]` → `"44 × 44 × 64"`; the batch is left out. */
export function shapeWords(shape: readonly (number | null)[]): string {
  return shape.slice(1).map((size) => size === null ? "?" : count(size))
    .join(" × ") || "scalar";
}

/** A layer's parameters for people: `"1,664 parameters"`, with a word where they are frozen. */
export function parameterWords({ parameters, trainable }: LayerDescription): string {
  return `${count(parameters)} parameter${parameters === 1 ? "" : "s"}${
    trainable ? "" : ", frozen"
  }`;
}
