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
  /** Name of the layer whose maps are learned from; by default the last of at least 12x12 cells. */
  readonly layer?: string;
  /** Cells on each side that the maps are averaged to. */
  readonly cells?: number;
}

/**
 * Transfer learning to one person: keeps the convolutions of a trained network and gives it a second
 * output layer, learned from a few labelled photos of that person and their mirror images.
 *
 * The new layer looks at maps from the middle of the network, where mouth and brows still have their
 * places, averaged over 3x3 cells. Its weights come in closed form (`ridgeClassifier`), so there is no
 * rate and no number of steps to choose, and the same photos give the same model. Its scores are added
 * to the logits of the base model, which speak for labels that the photos do not show; where they
 * favour one of the shown labels in all photos of the person, that is taken out.
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
  const { penalty = 0.1, scale = 5, layer, cells = 3 } = options;
  const { pooled, head, features } = findParts(base, { layer, cells });
  const reader = tf.model({ inputs: base.inputs, outputs: [pooled, ...base.outputs] });
  const { x, y, sessions = Array.from(y, () => 0) } = photos;
  const labels = [...Array.from(y), ...Array.from(y)];
  const seen = await readBothWays(reader, x, y.length);
  const personal = ridgeClassifier(
    { features: seen.pooled, labels, sessions: [...sessions, ...sessions] },
    { penalty, classes: EMOTION_COUNT },
  );
  const general = withoutHabit(await denseWeights(head), seen.logProbabilities, y);
  const own = [dense("personal"), dense("general")];
  const scores = [own[0].apply(pooled), own[1].apply(features)] as tf.SymbolicTensor[];
  setWeights(own[0], scaled(personal, scale));
  setWeights(own[1], general);
  const both = tf.layers.add({ name: "both" }).apply(scores);
  const outputs = tf.layers.softmax({ name: "personal_probabilities" }).apply(both);
  return {
    model: tf.model({
      name: "model_3",
      inputs: base.inputs,
      outputs: outputs as tf.SymbolicTensor,
    }),
    dispose: () => own.forEach((layer) => layer.dispose()),
  };
}

/** Features and log probabilities of all photos, then of all their mirror images. */
async function readBothWays(
  reader: tf.LayersModel,
  x: Uint8Array,
  n: number,
): Promise<{ pooled: Float32Array; logProbabilities: Float32Array }> {
  const shape = reader.inputs[0].shape.slice(1) as number[];
  if (n === 0 || x.length !== n * sizeOf(shape)) {
    throw new RangeError(`${x.length} values are not ${n} photos of [${shape}]`);
  }
  const tensors: tf.Tensor[] = tf.tidy(() => {
    const images = tf.tensor(Float32Array.from(x, (value) => value / 255), [n, ...shape]);
    const both = tf.concat([images, tf.reverse(images, 2)]);
    const [maps, probabilities] = reader.predictOnBatch(both) as tf.Tensor[];
    return [maps.clone(), tf.log(tf.maximum(probabilities, 1e-7))];
  });
  const [pooled, logProbabilities] = await Promise.all(
    tensors.map(async (tensor) => Float32Array.from(await tensor.data<"float32">())),
  );
  tf.dispose(tensors);
  return { pooled, logProbabilities };
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

function dense(name: string): tf.layers.Layer {
  return tf.layers.dense({ name, units: EMOTION_COUNT, kernelInitializer: "zeros" });
}

function setWeights(layer: tf.layers.Layer, { kernel, bias }: LinearClassifier): void {
  tf.tidy(() => {
    const shape: [number, number] = [kernel.length / bias.length, bias.length];
    layer.setWeights([tf.tensor2d(kernel, shape), tf.tensor1d(bias)]);
  });
}
