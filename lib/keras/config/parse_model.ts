import { faultMessage } from "../../core/errors.ts";
import { asKerasObject } from "./description.ts";
import type { LayerCall, LayerDescription, ModelDescription } from "./description.ts";
import type { TensorReference } from "./description.ts";
import { isJsonObject } from "./json.ts";
import type { Json, JsonObject } from "./json.ts";

/** Keras's class names of models that can be rebuilt from their layers. */
const MODELS = new Set(["Sequential", "Functional", "Model"]);
const WRAPPERS = new Set(["Bidirectional", "TimeDistributed"]);

/**
 * Reads the `model_config` of a Keras file, of version 2 or 3.
 *
 * @throws {SyntaxError} where it is no model made of layers.
 */
export function parseModel(config: Json): ModelDescription {
  const object = asKerasObject(config);
  if (!object) {
    throw fault("the model configuration is not {class_name, config}", undefined);
  }
  if (!MODELS.has(object.className)) {
    throw fault(
      `the model is of the class ${object.className}, whose code is not in the file`,
      undefined,
      "Save a Sequential or functional model.",
    );
  }
  return parse(object.className, object.config);
}

function parse(className: string, config: JsonObject): ModelDescription {
  const name = typeof config.name === "string" ? config.name : "model";
  if (!Array.isArray(config.layers)) throw fault("no list of layers", name);
  const layers = withoutMaskOperations(config.layers).map((layer) => parseLayer(layer));
  const known = new Set(layers.map((layer) => layer.name));
  if (known.size < layers.length) throw fault("two layers of one name", name);
  const base = { name, trainable: config.trainable !== false };
  if (className === "Sequential") {
    return { ...base, kind: "Sequential", layers, inputs: [], outputs: [] };
  }
  const ends = (value: Json | undefined) =>
    asReferences(value, name).map((end) => shift(end, offsetOf(layers, end)));
  return withoutDeadCalls({
    ...base,
    kind: "Functional",
    layers: layers.map((layer) => withoutOffset(layer, layers)),
    inputs: ends(config.input_layers),
    outputs: ends(config.output_layers),
  });
}

/** Drops calls of nested models that lead nowhere; `saveModelH5` writes some, see there. */
function withoutDeadCalls(model: ModelDescription): ModelDescription {
  const all = [
    ...model.outputs,
    ...model.layers.flatMap((layer) => layer.calls.flatMap((call) => call.inputs)),
  ];
  const live = new Map(
    model.layers.filter((layer) => layer.model).map(({ name }) => {
      const numbers = all.filter((reference) => reference.layer === name).map(({ call }) => call);
      return [name, [...new Set(numbers)].sort((a, b) => a - b)];
    }),
  );
  const renumber = (reference: TensorReference): TensorReference => {
    const numbers = live.get(reference.layer);
    return numbers ? { ...reference, call: numbers.indexOf(reference.call) } : reference;
  };
  return {
    ...model,
    layers: model.layers.map((layer) => ({
      ...layer,
      calls: layer.calls
        .filter((_, i) => live.get(layer.name)?.includes(i) ?? true)
        .map((call) => ({ ...call, inputs: call.inputs.map(renumber) })),
    })),
    outputs: model.outputs.map(renumber),
  };
}

const MASK_OPERATIONS = new Set(["NotEqual", "Any"]);

/**
 * Keras 3 writes down how the masks of Embedding and Masking are computed, as operations of their
 * own that lead to `mask` arguments. TensorFlow.js passes masks on by itself, as Keras 2 does.
 */
function withoutMaskOperations(layers: readonly Json[]): Json[] {
  const classOf = (layer: Json) => asKerasObject(layer)?.className ?? "";
  const masking = layers.some((layer) =>
    classOf(layer) === "Masking" || asKerasObject(layer)?.config.mask_zero === true
  );
  return masking ? layers.filter((layer) => !MASK_OPERATIONS.has(classOf(layer))) : [...layers];
}

function isMaskOfItsOwn(name: string, value: Json): boolean {
  const history = asKerasObject(value)?.config.keras_history;
  return name === "mask" && Array.isArray(history) &&
    /^(not_equal|any)(_\d+)?$/.test(String(history[0]));
}

/** With the offset that its calls' numbers start from still to be taken off. */
interface RawLayer extends LayerDescription {
  readonly offset: number;
}

function parseLayer(value: Json): RawLayer {
  const object = asKerasObject(value);
  if (!object || !isJsonObject(value)) {
    throw fault("a layer is not {class_name, config}", undefined);
  }
  const { className, config } = object;
  const { name: _, dtype, trainable, batch_shape, batch_input_shape, ...settings } = config;
  const name = String(value.name ?? config.name ?? "");
  if (name === "") throw fault(`a layer of the class ${className} without a name`, undefined);
  const shape = batch_shape ?? batch_input_shape;
  const isModel = MODELS.has(className);
  const nodes = Array.isArray(value.inbound_nodes) ? value.inbound_nodes : [];
  const layer = {
    className,
    name,
    trainable: trainable !== false,
    dtype: parseDtype(dtype),
    settings: isModel ? {} : withoutNoise(settings),
    batchShape: Array.isArray(shape) ? shape as (number | null)[] : undefined,
    model: isModel ? parse(className, config) : undefined,
    inner: undefined,
    calls: nodes.map((node) => parseCall(node, name)),
    // Keras 2 counts the call in which a nested model was made; Keras 3 does not.
    offset: isModel && nodes.length > 0 && Array.isArray(nodes[0]) && startsBuilt(className, config)
      ? 1
      : 0,
  };
  if (!WRAPPERS.has(className)) return layer;
  const { layer: inner, ...rest } = layer.settings;
  if (inner === undefined) throw fault(`${className} without a layer inside`, name);
  return { ...layer, settings: rest, inner: parseLayer(inner) };
}

function startsBuilt(className: string, config: JsonObject): boolean {
  if (className !== "Sequential") return true;
  const first = Array.isArray(config.layers) ? asKerasObject(config.layers[0]) : undefined;
  return first !== undefined &&
    (first.className === "InputLayer" || "batch_input_shape" in first.config);
}

/** Keras 3's extras that say how it was built, not what it is. */
function withoutNoise(settings: JsonObject): JsonObject {
  const { autocast: _, build_config: __, ...rest } = settings;
  return rest;
}

function parseDtype(value: Json | undefined): string {
  if (value === undefined || value === null) return "float32";
  if (typeof value === "string") return value;
  const object = asKerasObject(value);
  const name = object?.config.name;
  return typeof name === "string" ? name : JSON.stringify(value);
}

function parseCall(node: Json, layer: string): LayerCall {
  if (Array.isArray(node)) {
    // Keras 2: [[name, node, tensor, {kwargs}], …]; a single input may stand alone.
    const entries = (typeof node[0] === "string" ? [node] : node) as Json[][];
    const settings: JsonObject = {};
    for (const entry of entries) Object.assign(settings, isJsonObject(entry[3]) ? entry[3] : {});
    return { inputs: asReferences(entries, layer), settings: given(settings) };
  }
  if (!isJsonObject(node) || !Array.isArray(node.args)) {
    throw fault("a call that is neither Keras 2's nor Keras 3's", layer);
  }
  const [first, ...others] = node.args;
  const kwargs = isJsonObject(node.kwargs) ? { ...node.kwargs } : {};
  // Some layers of Keras 3 have it as their default; whether the model trains overrides it there.
  if (kwargs.training === true) delete kwargs.training;
  if (others.some((other) => other !== null)) {
    throw fault("called with more than one argument", layer, "Rebuild the model without that.");
  }
  const inputs = (Array.isArray(first) ? first : [first]).map((item) => kerasTensor(item, layer));
  return { inputs, settings: given(kwargs) };
}

function given(settings: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) =>
      value !== null && !isMaskOfItsOwn(name, value)
    ),
  );
}

function kerasTensor(value: Json, layer: string): TensorReference {
  const object = asKerasObject(value);
  const history = object?.config.keras_history;
  if (object?.className !== "__keras_tensor__" || !Array.isArray(history)) {
    throw fault("called on something that is no output of a layer", layer);
  }
  return reference(history, layer);
}

/** `[name, node, tensor]`, or a list or an object of those. */
function asReferences(value: Json | undefined, layer: string): TensorReference[] {
  if (isJsonObject(value)) return Object.values(value).flatMap((item) => asReferences(item, layer));
  if (!Array.isArray(value)) throw fault("no list of inputs or outputs", layer);
  if (typeof value[0] === "string") return [reference(value, layer)];
  return value.flatMap((item) => asReferences(item, layer));
}

function reference(value: readonly Json[], layer: string): TensorReference {
  const [name, call, output] = value;
  if (typeof name !== "string" || typeof call !== "number" || typeof output !== "number") {
    throw fault(`a link that is not [layer, call, output]: ${JSON.stringify(value)}`, layer);
  }
  return { layer: name, call, output };
}

function offsetOf(layers: readonly RawLayer[], { layer }: TensorReference): number {
  const found = layers.find(({ name }) => name === layer);
  if (!found) throw fault("a link to a layer that is not in the model", layer);
  return found.offset;
}

function shift(reference: TensorReference, offset: number): TensorReference {
  return { ...reference, call: reference.call - offset };
}

function withoutOffset(
  { offset: _, ...layer }: RawLayer,
  layers: readonly RawLayer[],
): LayerDescription {
  return {
    ...layer,
    calls: layer.calls.map((call) => ({
      ...call,
      inputs: call.inputs.map((input) => shift(input, offsetOf(layers, input))),
    })),
  };
}

function fault(
  what: string,
  layer: string | undefined,
  remedy = "Save the model again in Keras.",
): SyntaxError {
  return new SyntaxError(faultMessage(what, { layer }, remedy));
}
