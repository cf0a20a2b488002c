import { count } from "../core/format.ts";
import { type LayerDescription, type ModelDescription, shapeWords } from "./model_description.ts";

/** One row of a model's summary; keys are column titles. */
export type SummaryRow = Readonly<
  Record<"layer" | "operation" | "settings" | "output", string> & { parameters: number | null }
>;

/**
 * A model as a table, one row a layer, inner models indented, the total last.
 *
 * @example
 * ```ts
 * import { modelSummary } from "#lib/plots/model_summary.ts";
 * import { strictEqual } from "node:assert/strict";
 * const rows = modelSummary({
 *   name: "tiny",
 *   layers: [{
 *     name: "dense",
 *     kind: "Dense",
 *     settings: "7 units",
 *     outputShape: [null, 7],
 *     parameters: 21,
 *     trainable: true,
 *     inbound: [],
 *   }],
 *   parameters: 21,
 *   trainableParameters: 21,
 *   outputs: ["dense"],
 * });
 * strictEqual(rows[1].parameters, 21);
 * ```
 */
export function modelSummary(model: ModelDescription): SummaryRow[] {
  const { parameters, trainableParameters } = model;
  const frozen = parameters - trainableParameters;
  return [...model.layers.flatMap((layer) => rowsOf(layer, 0)), {
    layer: "total",
    operation: "",
    settings: frozen > 0 ? `${count(frozen)} of them not trained` : "",
    output: "",
    parameters,
  }];
}

function rowsOf(layer: LayerDescription, depth: number): SummaryRow[] {
  const row: SummaryRow = {
    layer: "\u00a0\u00a0".repeat(depth) + layer.name,
    operation: layer.kind,
    settings: layer.settings,
    output: shapeWords(layer.outputShape),
    // The rows of an inner model carry its parameters.
    parameters: layer.inner || layer.parameters === 0 ? null : layer.parameters,
  };
  return [row, ...(layer.inner?.layers.flatMap((inner) => rowsOf(inner, depth + 1)) ?? [])];
}
