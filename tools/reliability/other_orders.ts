import { type Dataset, indicesOf, pick } from "#lib/data/dataset.ts";
import { imageBatches } from "#lib/data/image_batches.ts";
import { syntheticImages } from "#lib/data/synthetic/render.ts";
import { chooseEngine, closeEngine, type EngineOptions } from "#lib/engine/choose.ts";
import { countRight } from "#lib/eval/count_right.ts";
import { predict } from "#lib/eval/predict.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { modelByName } from "#lib/models/model_by_name.ts";
import { fit } from "#lib/train/fit.ts";
import { warmUpCosine } from "#lib/train/schedules/warm_up_cosine.ts";
import type { Measure } from "./check.ts";
import { ROOT } from "./task_runs.ts";

/** Ways to compute that add up in other orders, as other machines do. The first is compared with. */
const ENGINES: Readonly<Record<string, EngineOptions>> = {
  "two threads": { threads: 2 },
  "one thread": { threads: 1 },
  "no Winograd": { threads: 2, winograd: false },
  wasm: { prefer: "wasm" },
  cpu: { prefer: "cpu" },
};

/** Those that can train. */
const TRAINERS = ["two threads", "one thread", "no Winograd"];

/** Largest difference of a probability that counts as equal, for a model that is there. */
const PREDICTION_BOUND = 1e-4;
/**
 * Mean difference after a short training: its steps multiply what differs, for some images much. Another
 * seed of the weights moves the same probabilities by 0.04, another order of the images by 0.05.
 */
const TRAINING_BOUND = 0.03;
/** Difference of accuracy after a short training, as a share. */
const ACCURACY_BOUND = 0.02;

/**
 * What another machine may give. It has other vector units and another number of threads, so sums of
 * float32 come out otherwise in the last digits; ways to compute that differ as much stand in for it.
 */
export async function otherOrders(): Promise<Measure[]> {
  return [...await asked(), ...await trained()];
}

async function asked(): Promise<Measure[]> {
  const { x } = test(syntheticImages({ people: 10, seed: 1 }));
  const few = x.subarray(0, 7 * 48 * 48);
  const found = await each(Object.keys(ENGINES), async () => {
    const model = await loadModelH5(`${ROOT}models/model_2/model.h5`);
    const probabilities = await predict(model, few, { itemShape: [48, 48, 1] });
    model.dispose();
    return probabilities;
  });
  return found.slice(1).map(([name, probabilities]) =>
    measure(
      `model_2 asked with ${name} instead of two threads: a probability differs by at most`,
      largestDifference(probabilities, found[0][1]),
      PREDICTION_BOUND,
    )
  );
}

async function trained(): Promise<Measure[]> {
  const images = syntheticImages({ people: 60, seed: 1 });
  const { x, y } = test(images);
  const found = await each(TRAINERS, () => trainAndAsk(images, x));
  const [, wanted] = found[0];
  return found.slice(1).flatMap(([name, probabilities]) => {
    const what = `a short training of model_2 with ${name} instead of two threads`;
    const accuracies = [probabilities, wanted].map((p) => countRight(p, y) / y.length);
    return [
      measure(
        `${what}: probabilities differ by, in the mean`,
        meanDifference(probabilities, wanted),
        TRAINING_BOUND,
      ),
      measure(
        `${what}: accuracy differs by`,
        Math.abs(accuracies[0] - accuracies[1]),
        ACCURACY_BOUND,
      ),
    ];
  });
}

async function trainAndAsk(images: Dataset<Uint8Array>, x: Uint8Array): Promise<Float32Array> {
  const augment = { horizontalFlip: true, rotationRange: 10 };
  const source = imageBatches(images, { role: "train", batchSize: 32, augment, seed: 1 });
  const model = modelByName("model_2", { seed: 1, inputShape: images.itemShape });
  await fit(model, source, {
    epochs: 3,
    seed: 1,
    schedule: warmUpCosine(0.003, { warmUpEpochs: 1 }),
    average: { decay: 0.9 },
  });
  source.close();
  const probabilities = await predict(model, x, { itemShape: images.itemShape });
  model.dispose();
  return probabilities;
}

async function each(
  names: readonly string[],
  work: () => Promise<Float32Array>,
): Promise<[string, Float32Array][]> {
  const found: [string, Float32Array][] = [];
  for (const name of names) {
    await chooseEngine({ ...ENGINES[name], warn: () => {} });
    found.push([name, await work()]);
    closeEngine();
  }
  return found;
}

function test(images: Dataset<Uint8Array>): Dataset<Uint8Array> {
  return pick(images, indicesOf(images, "test"));
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

function meanDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
}

function measure(what: string, found: number, bound: number): Measure {
  const value = found === 0 ? "0" : found.toPrecision(2);
  return { what, value, bound: String(bound), held: found <= bound };
}
