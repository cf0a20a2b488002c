import type { LayerDescription, ModelDescription } from "./description.ts";
import type { TensorReference } from "./description.ts";
import type { Json, JsonObject } from "./json.ts";

/**
 * The `model_config` in Keras 2's style: Keras 3 reads it too, while Keras 2 cannot read Keras 3's.
 */
export function writeModel(model: ModelDescription): JsonObject {
  return { class_name: model.kind, config: modelConfig(model) };
}

function modelConfig(model: ModelDescription): JsonObject {
  const base = { name: model.name, trainable: model.trainable };
  if (model.kind === "Sequential") return { ...base, layers: model.layers.map(writeLayer) };
  const nested = new Set(model.layers.filter((layer) => layer.model).map((layer) => layer.name));
  // Calls of a nested model are numbered from 1 in Keras 2, from 0 where Keras 3 reads such a file.
  // Each is therefore written twice: then the number 2 k + 1 means call k either way, and what
  // leads nowhere is dropped by both.
  const link = ({ layer, call, output }: TensorReference): Json[] => [
    layer,
    nested.has(layer) ? 2 * call + 1 : call,
    output,
  ];
  return {
    ...base,
    layers: model.layers.map((layer) => ({
      ...writeLayer(layer),
      name: layer.name,
      inbound_nodes: layer.calls.flatMap((call) => {
        const node = call.inputs.map((input) => [...link(input), call.settings]);
        return nested.has(layer.name) ? [node, node] : [node];
      }),
    })),
    input_layers: model.inputs.map(link),
    output_layers: model.outputs.map(link),
  };
}

function writeLayer(layer: LayerDescription): JsonObject {
  const { className, name, trainable, dtype, settings, batchShape, model, inner } = layer;
  if (model) return { class_name: model.kind, config: { ...modelConfig(model), name } };
  const config: JsonObject = { name, dtype, ...settings };
  if (className === "InputLayer") {
    Object.assign(config, {
      batch_input_shape: [...batchShape ?? []],
      sparse: false,
      ragged: false,
    });
    return { class_name: className, config };
  }
  // Keras 3's SpatialDropout does not take it; it is the default.
  if (!trainable && !className.startsWith("SpatialDropout")) config.trainable = false;
  // Keras 3 takes an inner layer for a plain dictionary unless it is told where its class lives.
  if (inner) {
    config.layer = { ...writeLayer(inner), module: "keras.layers", registered_name: null };
  }
  return { class_name: className, config };
}
