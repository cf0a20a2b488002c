import * as tf from "@tensorflow/tfjs";
import { faultMessage, messageOf } from "../../core/errors.ts";
import { buildLayer } from "./build_layer.ts";
import type {
  LayerCall,
  LayerDescription,
  ModelDescription,
  TensorReference,
} from "./description.ts";
import { computeAsInInference } from "./training_flag.ts";

/**
 * Builds a model from its description, every weight zero.
 *
 * @throws {SyntaxError} where a layer cannot be had or two do not fit together.
 */
export function buildModel(description: ModelDescription): tf.LayersModel {
  const model = description.kind === "Sequential"
    ? buildSequential(description)
    : buildFunctional(description);
  if (!description.trainable) model.trainable = false;
  countOnce(model);
  return model;
}

/** TensorFlow.js counts every call of a shared layer, and disposing the model takes off only one. */
function countOnce(model: tf.LayersModel): void {
  const { internalContainerRefs } = model as unknown as {
    internalContainerRefs?: tf.layers.Layer[];
  };
  for (const layer of model.layers) {
    const disposals = internalContainerRefs?.includes(layer) ? 2 : 1;
    (layer as unknown as { _refCount: number })._refCount = disposals;
  }
}

function make(description: LayerDescription): tf.layers.Layer {
  const { className, dtype, name, batchShape } = description;
  if (className === "InputLayer") {
    if (!batchShape) throw fault("an InputLayer without a shape", name);
    return tf.layers.inputLayer({
      batchInputShape: [...batchShape],
      dtype: dtype as tf.DataType,
      name,
    });
  }
  refuseDtype(description);
  const layer = description.model
    ? renamed(buildModel(description.model), name)
    : buildLayer(description);
  if (description.calls.some((call) => call.settings.training === false)) {
    alwaysInfer(description, layer);
  }
  return layer;
}

/** Everything here is computed in float32. */
function refuseDtype({ dtype, className, name }: LayerDescription): void {
  if (dtype === "float32") return;
  throw fault(
    `${className} computes in ${dtype}`,
    name,
    "Pass { asFloat32: true } to have it computed in float32: the predictions then differ a little.",
  );
}

/** A model that is a layer answers to the name it has there. */
function renamed(model: tf.LayersModel, name: string): tf.LayersModel {
  model.name = name;
  return model;
}

/** `layer(x, training=False)`: TensorFlow.js keeps the flag but does not act on it. */
function alwaysInfer(description: LayerDescription, layer: tf.layers.Layer): void {
  if (!description.calls.every((call) => call.settings.training === false)) {
    throw fault("called with training=False in one place and without in another", layer.name);
  }
  computeAsInInference(layer);
}

function buildSequential({ name, layers }: ModelDescription): tf.LayersModel {
  const model = tf.sequential({ name });
  const [first, second, ...others] = layers;
  // TensorFlow.js, as Keras, does not list a Sequential model's InputLayer among its layers: the
  // first true layer takes its shape over. It takes the number type for its weights too, so this
  // is for float32 alone.
  const absorbed = first?.className === "InputLayer" && first.dtype === "float32" && second &&
    !second.model && !second.batchShape;
  const listed = absorbed ? [{ ...second, batchShape: first.batchShape }, ...others] : layers;
  const made = makeAll(listed);
  listed.forEach((description, i) => {
    try {
      model.add(made[i]);
    } catch (error) {
      disposeAll(made);
      throw misfit(description, error);
    }
    if (absorbed && i === 0) model.inputs[0].sourceLayer.name = first.name;
  });
  if (!model.outputs?.length) {
    throw fault(
      "the Sequential model has no input shape",
      name,
      "Call it once on data in Keras, or give it an Input, and save it again.",
    );
  }
  return model;
}

/** All layers, or none: what was made before one fails is disposed. */
function makeAll(descriptions: readonly LayerDescription[]): tf.layers.Layer[] {
  const made: tf.layers.Layer[] = [];
  try {
    for (const description of descriptions) made.push(make(description));
  } catch (error) {
    disposeAll(made);
    throw error;
  }
  return made;
}

function disposeAll(layers: readonly tf.layers.Layer[]): void {
  for (const variable of layers.flatMap((layer) => layer.weights)) variable.dispose();
}

function buildFunctional(description: ModelDescription): tf.LayersModel {
  const layers = makeAll(description.layers);
  try {
    return connect(description, layers);
  } catch (error) {
    disposeAll(layers);
    throw error;
  }
}

function connect(
  { name, layers: descriptions, inputs, outputs }: ModelDescription,
  layers: readonly tf.layers.Layer[],
): tf.LayersModel {
  const made = new Map<string, tf.SymbolicTensor[][]>();
  const waiting = descriptions.map((description, i) => {
    const isInput = description.className === "InputLayer";
    made.set(description.name, isInput ? [layers[i].inboundNodes[0].outputTensors] : []);
    return { description, layer: layers[i], next: isInput ? description.calls.length : 0 };
  });
  const find = ({ layer, call, output }: TensorReference) => made.get(layer)?.[call]?.[output];
  for (let progress = true; progress;) {
    progress = false;
    for (const entry of waiting) {
      const { description, layer } = entry;
      for (; entry.next < description.calls.length; entry.next++) {
        const call = description.calls[entry.next];
        const tensors = call.inputs.map(find);
        if (!tensors.every((tensor) => tensor !== undefined)) break;
        made.get(description.name)!.push(apply(description, layer, call, tensors));
        progress = true;
      }
    }
  }
  const stuck = waiting.find(({ description, next }) => next < description.calls.length);
  if (stuck) throw fault("its inputs come from nowhere", stuck.description.name);
  const ends = (references: readonly TensorReference[]) =>
    references.map((reference) => {
      const tensor = find(reference);
      if (!tensor) throw fault("an end of the model that no call makes", reference.layer);
      return tensor;
    });
  return tf.model({ inputs: ends(inputs), outputs: ends(outputs), name });
}

function apply(
  description: LayerDescription,
  layer: tf.layers.Layer,
  { settings }: LayerCall,
  tensors: tf.SymbolicTensor[],
): tf.SymbolicTensor[] {
  const { training, ...others } = settings;
  const other = Object.keys(others)[0];
  if (other !== undefined || training === true) {
    throw fault(
      `called with ${other ?? "training"} = ${JSON.stringify(settings[other ?? "training"])}`,
      description.name,
      "That cannot be computed here.",
    );
  }
  try {
    const result = layer.apply(
      tensors.length === 1 ? tensors[0] : tensors,
      training === false ? { training } : {},
    ) as tf.SymbolicTensor | tf.SymbolicTensor[];
    return Array.isArray(result) ? result : [result];
  } catch (error) {
    throw misfit(description, error);
  }
}

function misfit({ className, name }: LayerDescription, error: unknown): SyntaxError {
  return new SyntaxError(
    faultMessage(
      `${className} does not take what the layers before it give: ${messageOf(error)}`,
      { layer: name },
      "Save the model again in Keras.",
    ),
    { cause: error },
  );
}

function fault(
  what: string,
  layer: string,
  remedy = "Save the model again in Keras.",
): SyntaxError {
  return new SyntaxError(faultMessage(what, { layer }, remedy));
}
