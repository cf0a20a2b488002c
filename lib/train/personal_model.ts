import * as tf from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { sizeOf } from "../core/shapes.ts";
import { findParts } from "./personal_parts.ts";
import { type LinearClassifier, ridgeClassifier } from "./ridge_classifier.ts";

/** Labelled face crops of one person. */
export interface PersonalPhotos {
  /** `[n, 48, 48, 1]` uint8, 0 to 255. */
  readonly x: Uint8Array;
  /** `[n]` class numbers. */
  readonly y: ArrayLike<number>;
  /** `[n]` the session of each photo, one pose in one light; by default all are of one. */
  readonly sessions?: readonly (string | number)[];
}

/** A model of one person. */
export interface PersonalModel {
  /** From and to the shapes of the base model, of layers that Keras has. */
  readonly model: tf.LayersModel;
  /** Frees the person's own layers; all others belong to the base model. */
  dispose(): void;
}

/** How {@link personalModel} learns; the defaults were chosen over many people (decision 0903). */
export interface PersonalOptions {
  /** Penalty on the personal weights, a share of the summed squared lengths of the examples. */
  readonly penalty?: number;
  /** How many logits a full personal score is worth. */
  readonly scale?: number;
  /**
   * Names of the layers whose maps are learned from; by default the last of at least 10x10 cells, and
   * what the last convolution looks at.
   */
  readonly layers?: readonly string[];
  /** Cells on each side that are left at least where maps are averaged: 11x11 to 3x3, 5x5 not at all. */
  readonly cells?: number;
}

/**
 * Transfer learning to one person: keeps the convolutions of a trained network and gives it further
 * output layers, learned from a few labelled photos of that person and their mirror images.
 *
 * The new layers look at maps from the middle of the network and from near its end, where mouth and
 * brows still have their places, averaged to no fewer than 3x3 cells. Their weights come in closed form
 * (`ridgeClassifier`), so there is no rate and no number of steps to choose, and the same photos give
 * the same model. The mean of their scores is added to the logits of the base model, which speak for
 * labels that the photos do not show; where they favour one of the shown labels in all photos of the
 * person, that is taken out.
 *
 * @param base ends in a dense layer with softmax, as `model_2` does. It is not changed, but the new
 * model shares its convolutions and ends with it.
 * @throws {RangeError} for a base model or photos that do not fit.
 */
export async function personalModel(
  base: tf.LayersModel,
  photos: PersonalPhotos,
  options: PersonalOptions = {},
): Promise<PersonalModel> {
  const { penalty = 0.01, scale = 6.7, layers, cells = 3 } = options;
  const { pooled, head, features } = findParts(base, { layers, cells });
  const reader = tf.model({ inputs: base.inputs, outputs: [...base.outputs, ...pooled] });
  const { x, y, sessions = Array.from(y, () => 0) } = photos;
  const labels = [...Array.from(y), ...Array.from(y)];
  const [logProbabilities, ...maps] = await readBothWays(reader, x, y.length);
  const own = maps.map((map, k) => {
    const labelled = { features: map, labels, sessions: [...sessions, ...sessions] };
    const found = ridgeClassifier(labelled, { penalty, classes: EMOTION_COUNT });
    return denseOn(pooled[k], `personal_${k + 1}`, scaled(found, scale / maps.length));
  });
  const general = withoutHabit(await denseWeights(head), logProbabilities, y);
  own.push(denseOn(features, "general", general));
  const both = tf.layers.add({ name: "sum" }).apply(own.map(({ output }) => output));
  const outputs = tf.layers.softmax({ name: "personal_probabilities" }).apply(both);
  return {
    model: tf.model({
      name: "model_3",
      inputs: base.inputs,
      outputs: outputs as tf.SymbolicTensor,
    }),
    dispose: () => own.forEach(({ layer }) => layer.dispose()),
  };
}

/** Log probabilities and maps of all photos, then of all their mirror images. */
async function readBothWays(
  reader: tf.LayersModel,
  x: Uint8Array,
  n: number,
): Promise<Float32Array[]> {
  const shape = reader.inputs[0].shape.slice(1) as number[];
  if (n === 0 || x.length !== n * sizeOf(shape)) {
    throw new RangeError(`${x.length} values are not ${n} photos of [${shape}]`);
  }
  const tensors: tf.Tensor[] = tf.tidy(() => {
    const images = tf.tensor(Float32Array.from(x, (value) => value / 255), [n, ...shape]);
    const both = tf.concat([images, tf.reverse(images, 2)]);
    const [probabilities, ...maps] = reader.predictOnBatch(both) as tf.Tensor[];
    return [tf.log(tf.maximum(probabilities, 1e-7)), ...maps];
  });
  const values = await Promise.all(
    tensors.map(async (tensor) => Float32Array.from(await tensor.data<"float32">())),
  );
  tf.dispose(tensors);
  return values;
}

async function denseWeights(layer: tf.layers.Layer): Promise<LinearClassifier> {
  const [kernel, bias] = layer.getWeights();
  return {
    kernel: Float32Array.from(await kernel.data<"float32">()),
    bias: bias ? Float32Array.from(await bias.data<"float32">()) : new Float32Array(EMOTION_COUNT),
  };
}

/**
 * A head that favours no label over this person's photos: of the labels that they show, each gets the
 * same mean logit. The bias of labels that they do not show stays, for nothing is known of them.
 */
function withoutHabit(
  { kernel, bias }: LinearClassifier,
  logProbabilities: Float32Array,
  y: ArrayLike<number>,
): LinearClassifier {
  const shown = [...new Set(Array.from(y))];
  const rows = logProbabilities.length / EMOTION_COUNT;
  const means = shown.map((label) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += logProbabilities[i * EMOTION_COUNT + label];
    return sum / rows;
  });
  const middle = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  const calmed = bias.slice();
  shown.forEach((label, k) => calmed[label] += middle - means[k]);
  return { kernel, bias: calmed };
}

const scaled = ({ kernel, bias }: LinearClassifier, factor: number): LinearClassifier => ({
  kernel: kernel.map((value) => value * factor),
  bias: bias.map((value) => value * factor),
});

/** A dense layer with given weights, and what it makes of its input. */
function denseOn(
  input: tf.SymbolicTensor,
  name: string,
  { kernel, bias }: LinearClassifier,
): { readonly layer: tf.layers.Layer; readonly output: tf.SymbolicTensor } {
  const layer = tf.layers.dense({ name, units: bias.length, kernelInitializer: "zeros" });
  const output = layer.apply(input) as tf.SymbolicTensor;
  tf.tidy(() => {
    const shape: [number, number] = [kernel.length / bias.length, bias.length];
    layer.setWeights([tf.tensor2d(kernel, shape), tf.tensor1d(bias)]);
  });
  return { layer, output };
}
