import type { JsonObject } from "../config/json.ts";
import type { GraphBuilder } from "./graph_builder.ts";

/** What a layer's writer works with. */
export interface LayerContext {
  readonly graph: GraphBuilder;
  readonly settings: JsonObject;
  /** Names of the inputs, and their shapes, batch first. */
  readonly inputs: readonly string[];
  readonly shapes: readonly (readonly (number | null)[])[];
  readonly outputShape: readonly (number | null)[];
  /** The numbers of a weight, its axes in another order if asked for; adds nothing to the file. */
  weight(
    name: string,
    order?: readonly number[],
  ): { data: Float32Array; shape: number[] } | undefined;
}

/** Adds a layer's operations to the graph; returns its output. */
export type LayerWriter = (context: LayerContext) => string;
