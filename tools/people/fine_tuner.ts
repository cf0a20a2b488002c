import * as tf from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "#lib/core/emotions.ts";
import { Rng } from "#lib/core/rng.ts";
import { ImageDataGenerator } from "#lib/preprocess/augment_image.ts";
import { crossEntropy } from "#lib/train/cross_entropy.ts";

/** A network cut in two: a body that stays, and a tail that is trained on. */
export interface FineTuner {
  /** What the body makes of images; the caller disposes. */
  read(images: Float32Array): tf.Tensor;
  /** Trains the tail from where the base left it. */
  tune(examples: Examples, options: TuneOptions): Promise<void>;
  /** `[n, 7]` */
  answer(features: tf.Tensor): Promise<Float32Array>;
}

/** What is learned from. */
export interface Examples {
  /** `[n, …]` as `read` gives them. */
  readonly features: tf.Tensor;
  /** `[n]` class numbers. */
  readonly y: readonly number[];
}

/** How it is learned. */
export interface TuneOptions {
  readonly rate: number;
  readonly steps: number;
  readonly batch: number;
  readonly rng: Rng;
  /** Called after each step. */
  readonly afterStep: (step: number) => Promise<void>;
}

/**
 * Fine-tuning by gradient: Adam on the layers behind one layer of the base model, its normalisations
 * and dropouts as in prediction, for a dozen photos cannot say anything of means and variances.
 *
 * @param base a chain of layers
 * @param last name of the last layer that stays as it is
 */
export function fineTuner(base: tf.LayersModel, last: string): FineTuner {
  const cut = base.getLayer(last).output as tf.SymbolicTensor;
  const body = tf.model({ inputs: base.inputs, outputs: cut });
  const input = tf.input({ shape: cut.shape.slice(1) });
  const behind = base.layers.slice(base.layers.findIndex(({ name }) => name === last) + 1);
  const output = behind.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  const tail = tf.model({ inputs: input, outputs: output });
  const start = tail.getWeights().map((weight) => tf.keep(weight.clone()));
  return {
    read: (images) =>
      tf.tidy(() =>
        body.predict(tf.tensor4d(images, [images.length / 2304, 48, 48, 1]))
      ) as tf.Tensor,
    async tune({ features, y }, { rate, steps, batch, rng, afterStep }) {
      tail.setWeights(start);
      const optimizer = tf.train.adam(rate);
      const weights = tail.trainableWeights.map((weight) => weight.read() as tf.Variable);
      for (let step = 1; step <= steps; step++) {
        const rows = rng.permutation(y.length).slice(0, batch);
        optimizer.minimize(
          () => {
            const x = tf.gather(features, tf.tensor1d([...rows], "int32"));
            const labels = tf.tensor1d(Array.from(rows, (row) => y[row]), "int32");
            const targets = tf.oneHot(labels, EMOTION_COUNT) as tf.Tensor2D;
            return crossEntropy(targets, tail.apply(x) as tf.Tensor2D).mean() as tf.Scalar;
          },
          false,
          weights,
        );
        await afterStep(step);
      }
      optimizer.dispose();
    },
    async answer(features) {
      const output = tf.tidy(() => tail.predict(features) as tf.Tensor);
      const values = Float32Array.from(await output.data<"float32">());
      output.dispose();
      return values;
    },
  };
}

/** A photo as it is, its mirror image, and varied copies: `[2 + copies]` images of 48x48, 0 to 1. */
export function variations(crop: Uint8Array, { copies, rng }: { copies: number; rng: Rng }) {
  const generator = new ImageDataGenerator({
    rotationRange: 10,
    widthShiftRange: 0.05,
    heightShiftRange: 0.05,
    zoomRange: 0.08,
    horizontalFlip: true,
  });
  const image = {
    shape: [48, 48, 1],
    data: Float32Array.from(crop, (value) => value / 255),
  } as const;
  const plain = generator.applyTransform(image, {}).data;
  const mirrored = generator.applyTransform(image, { flipHorizontal: true }).data;
  const varied = Array.from(
    { length: copies },
    () => generator.applyTransform(image, generator.randomTransform(image.shape, rng)).data,
  );
  return [plain, mirrored, ...varied];
}
