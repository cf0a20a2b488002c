import * as tf from "@tensorflow/tfjs";
import { faultMessage, messageOf } from "../../core/errors.ts";
import { kerasClassOf, LAYER_RULES } from "../layers/layer_rules.ts";
import type { LayerDescription, ModelDescription } from "./description.ts";
import type { LayerCall, TensorReference } from "./description.ts";
import type { Json, JsonObject } from "./json.ts";
import { writeSetting } from "./objects.ts";
import { snakeSettings, toSnake } from "./spelling.ts";

type Link = [layer: string, node: number, tensor: number, settings: JsonObject];
interface TfjsLayer {
  name: string;
  inboundNodes: Link[][];
}

/**
 * Describes a TensorFlow.js model in Keras's words.
 *
 * @throws {TypeError} that names a layer which Keras does not have, or has otherwise.
 */
export function describeModel(model: tf.LayersModel, frozen = false): ModelDescription {
  const held = frozen || !model.trainable;
  const base = { name: model.name, trainable: !held };
  if (model instanceof tf.Sequential) {
    return {
      ...base,
      kind: "Sequential",
      layers: withInput(model).map((layer) => describeLayer(layer, held, [])),
      inputs: [],
      outputs: [],
    };
  }
  const config = model.getConfig() as unknown as {
    layers: TfjsLayer[];
    inputLayers: Link[];
    outputLayers: Link[];
  };
  const link = ([layer, node, output]: Link): TensorReference => ({
    layer,
    // The node in which a nested model was made counts in TensorFlow.js.
    call: model.getLayer(layer) instanceof tf.LayersModel ? node - 1 : node,
    output,
  });
  return {
    ...base,
    kind: "Functional",
    layers: config.layers.map(({ name, inboundNodes }) =>
      describeLayer(
        model.getLayer(name),
        held,
        inboundNodes.map((node) => ({
          inputs: node.map(link),
          settings: Object.assign({}, ...node.map((entry) => entry[3])),
        })),
      )
    ),
    inputs: config.inputLayers.map(link),
    outputs: config.outputLayers.map(link),
  };
}

/** A Sequential model's layers with its InputLayer, which Keras writes and TensorFlow.js hides. */
function withInput(model: tf.Sequential): tf.layers.Layer[] {
  const [first, ...others] = model.layers;
  if (first === undefined || !model.outputs?.length) {
    throw new TypeError(faultMessage(
      "the Sequential model has no input shape, so it has no weights to save",
      { layer: model.name },
      "Give its first layer an inputShape.",
    ));
  }
  const input = (model.inputs[0] as tf.SymbolicTensor).sourceLayer;
  return first === input ? [first, ...others] : [input, first, ...others];
}

function describeLayer(
  layer: tf.layers.Layer,
  frozen: boolean,
  calls: readonly LayerCall[],
): LayerDescription {
  const { name } = layer;
  const trainable = !frozen && layer.trainable;
  const base = { name, trainable, dtype: "float32", calls, settings: {} };
  const shape = layer.batchInputShape;
  if (layer.getClassName() === "InputLayer") {
    return { ...base, className: "InputLayer", dtype: layer.dtype ?? "float32", batchShape: shape };
  }
  if (layer instanceof tf.LayersModel) {
    const model = describeModel(layer, frozen);
    return { ...base, className: model.kind, model };
  }
  const className = kerasClassOf(layer.getClassName());
  if (className === undefined) {
    throw new TypeError(faultMessage(
      `${layer.getClassName()} is no layer that Keras computes alike`,
      { layer: name },
      "Build the model of Keras's layers.",
    ));
  }
  return { ...base, className, ...describeSettings(layer, className, trainable) };
}

function describeSettings(
  layer: tf.layers.Layer,
  className: string,
  trainable: boolean,
): { settings: JsonObject; inner?: LayerDescription } {
  const rule = LAYER_RULES[className];
  const { name: _, trainable: __, dtype: ___, batchInputShape: ____, layer: inner, ...config } =
    layer.getConfig() as Record<string, Json>;
  const settings: JsonObject = {};
  for (const [key, value] of Object.entries(config)) {
    const setting = toSnake(key);
    if (rule.keep.includes(setting)) {
      settings[setting] = written(layer, setting, value);
    } else if (!rule.drop?.includes(setting) && value !== null && value !== undefined) {
      const allowed = rule.only?.[setting] ?? [];
      if (!allowed.some((item) => JSON.stringify(item) === JSON.stringify(snakeSettings(value)))) {
        throw new TypeError(faultMessage(
          `${className} has ${setting} = ${JSON.stringify(value)}, which Keras does not know`,
          { layer: layer.name },
          "Build the model of Keras's layers.",
        ));
      }
    }
  }
  const touched = rule.write?.(settings, layer) ?? settings;
  if (inner === undefined) return { settings: touched };
  const inside = (layer as unknown as { layer: tf.layers.Layer }).layer;
  return { settings: touched, inner: describeLayer(inside, !trainable, []) };
}

function written(layer: tf.layers.Layer, setting: string, value: Json | undefined): Json {
  if (value === undefined) return null;
  try {
    const isActivation = setting.endsWith("activation");
    return writeSetting(setting, isActivation ? value : snakeSettings(value));
  } catch (error) {
    throw new TypeError(
      faultMessage(messageOf(error), { layer: layer.name }, "Choose one that Keras has."),
      { cause: error },
    );
  }
}
