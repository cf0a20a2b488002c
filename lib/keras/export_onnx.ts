import * as tf from "@tensorflow/tfjs";
import { writeFileAtomically } from "../core/write_file_atomically.ts";
import { faultMessage, messageOf } from "../core/errors.ts";
import type { LayerDescription, ModelDescription, TensorReference } from "./config/description.ts";
import { describeModel } from "./config/describe_model.ts";
import { GraphBuilder } from "./onnx/graph_builder.ts";
import { LAYER_WRITERS } from "./onnx/layer_writers.ts";
import { encodeModel } from "./onnx/proto.ts";
import type { Value } from "./onnx/proto.ts";

/** One format limit: a protobuf message counts its bytes in 31 bits. */
const LARGEST = 2 ** 31 - 1;

/**
 * Writes a model as an ONNX file (opset 17) for ONNX Runtime, Triton, KServe or a browser. Inputs and
 * outputs keep their shapes, channels last, the batch free, and the names of the model's tensors.
 *
 * What acts in training only (dropout, noise, random images) is left out.
 *
 * @throws {TypeError} that names a layer for which there is no ONNX here.
 * @throws {RangeError} where the weights are too many for one file.
 */
// deno-lint-ignore require-await -- faults reject, whatever waits inside
export async function exportOnnx(model: tf.LayersModel, path: string): Promise<void> {
  const parameters = model.countParams();
  if (parameters * 4 > LARGEST - 2 ** 20) {
    throw new RangeError(`${parameters} parameters are too many for one ONNX file of 2 GiB`);
  }
  const graph = new GraphBuilder();
  const values = (tensors: tf.SymbolicTensor[]): Value[] =>
    tensors.map((tensor) => ({
      name: graph.name(tensor.sourceLayer.name),
      shape: [null, ...tensor.shape.slice(1)],
      dtype: tensor.dtype === "int32" ? "int32" : "float32",
    }));
  const inputs = values(model.inputs);
  const outputs = values(model.outputs);
  const ends = writeModel(
    graph,
    model,
    describeModel(model),
    inputs.map(({ name }, i) => ({ name, shape: model.inputs[i].shape })),
  );
  ends.forEach(({ name }, i) =>
    graph.nodes.push({
      type: "Identity",
      inputs: [name],
      outputs: [outputs[i].name],
      attributes: {},
    })
  );
  const { nodes, initializers } = graph;
  const bytes = encodeModel({ name: model.name, nodes, initializers, inputs, outputs }, "mien");
  writeFileAtomically(path, [bytes]);
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly (number | null)[];
}

function writeModel(
  graph: GraphBuilder,
  model: tf.LayersModel,
  description: ModelDescription,
  inputs: readonly Tensor[],
): Tensor[] {
  if (description.kind === "Sequential") {
    return description.layers.filter(({ className }) => className !== "InputLayer")
      .reduce<Tensor[]>((x, layer) => writeLayer(graph, model, layer, x), [...inputs]);
  }
  const made = new Map<string, Tensor[][]>();
  description.inputs.forEach(({ layer }, i) => made.set(layer, [[inputs[i]]]));
  const find = ({ layer, call, output }: TensorReference) => made.get(layer)?.[call]?.[output];
  const rest = description.layers.filter(({ className }) => className !== "InputLayer");
  for (let progress = true; progress;) {
    progress = false;
    for (const layer of rest) {
      const done = made.get(layer.name) ?? [];
      made.set(layer.name, done);
      while (done.length < layer.calls.length) {
        const tensors = layer.calls[done.length].inputs.map(find);
        if (!tensors.every((tensor) => tensor !== undefined)) break;
        done.push(writeLayer(graph, model, layer, tensors));
        progress = true;
      }
    }
  }
  return description.outputs.map((reference) => find(reference)!);
}

function writeLayer(
  graph: GraphBuilder,
  model: tf.LayersModel,
  description: LayerDescription,
  inputs: readonly Tensor[],
): Tensor[] {
  const { className, name } = description;
  const layer = model.getLayer(name);
  if (description.model) {
    return writeModel(graph, layer as tf.LayersModel, description.model, inputs);
  }
  const write = LAYER_WRITERS[className];
  if (!write) {
    throw new TypeError(
      faultMessage(`${className} has no equal in ONNX here`, { layer: name }, "Replace the layer."),
    );
  }
  const shapes = inputs.map(({ shape }) => shape.slice());
  const outputShape = layer.computeOutputShape(
    shapes.length === 1 ? shapes[0].slice() : shapes.map((shape) => shape.slice()),
  ) as (number | null)[];
  graph.scope = name;
  try {
    const output = write({
      graph,
      settings: description.settings,
      inputs: inputs.map((input) => input.name),
      shapes,
      outputShape,
      weight: (wanted, order) => weightOf(layer, wanted, order),
    });
    return [{ name: output, shape: outputShape }];
  } catch (error) {
    throw new TypeError(
      faultMessage(
        `${className} cannot be written as ONNX: ${messageOf(error)}`,
        { layer: name },
        "Replace the layer.",
      ),
      { cause: error },
    );
  }
}

function weightOf(
  layer: tf.layers.Layer,
  wanted: string,
  order?: readonly number[],
): { data: Float32Array; shape: number[] } | undefined {
  const found = layer.weights.find(({ originalName }) => originalName.split("/").at(-1) === wanted);
  if (!found) return undefined;
  const value = found.read();
  const tensor = order ? tf.transpose(value, [...order]) : value;
  // A copy: what a backend hands out may be its own memory, which it uses again. (No `tidy` here: it
  // would look through every number that it returns.)
  const data = (tensor.dataSync() as Float32Array).slice();
  const { shape } = tensor;
  if (order) tensor.dispose();
  return { data, shape };
}
