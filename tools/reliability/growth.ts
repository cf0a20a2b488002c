import * as tf from "@tensorflow/tfjs";
import { NativeBackend } from "#lib/engine/backend/native_backend.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { fit } from "#lib/train/fit.ts";
import type { Measure } from "./check.ts";
import { smallBatches, smallModel } from "./small_model.ts";

/** Growth of memory that counts as noise, MB: outside of JavaScript's heap, and inside it. */
const NATIVE_BOUND = 64;
const HEAP_BOUND = 128;

/** Whether anything grows over 1,000 training steps, 1,000 predictions, 100 loads. */
export async function growth(share: number): Promise<Measure[]> {
  await chooseEngine({ threads: 2 });
  const times = (n: number) => Math.max(10, Math.round(n * share));
  const path = await Deno.makeTempFile({ suffix: ".h5" });
  const model = smallModel();
  await saveModelH5(model, path);
  try {
    return [
      ...await over(`${times(1000)} training steps`, (part) => train(model, times(1000) * part)),
      ...await over(`${times(1000)} predictions`, (part) => predict(model, times(1000) * part)),
      ...await over(`${times(100)} loads of a model`, (part) => load(path, times(100) * part)),
    ];
  } finally {
    model.dispose();
    closeEngine();
    await Deno.remove(path);
  }
}

/** Looks before and after, once a tenth of the work has filled what is filled once for all. */
async function over(what: string, work: (part: number) => Promise<void>): Promise<Measure[]> {
  await work(0.1);
  const before = look();
  await work(1);
  const after = look();
  const measure = (kind: keyof typeof before, unit: string, bound: number): Measure => {
    const grown = after[kind] - before[kind];
    return {
      what: `${what}: ${kind} more`,
      value: `${grown}${unit}`,
      bound: `${bound}${unit}`,
      held: grown <= bound,
    };
  };
  return [
    measure("tensors", "", 0),
    measure("descriptors", "", 0),
    measure("bytes in the engine", "", 0),
    measure("native memory", " MB", NATIVE_BOUND),
    measure("JavaScript's memory", " MB", HEAP_BOUND),
  ];
}

function look() {
  const backend = tf.backend();
  const { rss, heapTotal, heapUsed } = Deno.memoryUsage();
  return {
    tensors: tf.memory().numTensors,
    "bytes in the engine": backend instanceof NativeBackend ? backend.heap.liveBytes : 0,
    descriptors: [...Deno.readDirSync("/proc/self/fd")].length,
    "native memory": Math.round((rss - heapTotal) / 1e6),
    "JavaScript's memory": Math.round(heapUsed / 1e6),
  };
}

async function train(model: tf.LayersModel, steps: number): Promise<void> {
  const source = smallBatches(Math.ceil(steps));
  await fit(model, source, { epochs: 1, seed: 1 });
  source.close();
}

async function predict(model: tf.LayersModel, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const x = tf.zeros([4, 48, 48, 1]);
    const y = model.predict(x) as tf.Tensor;
    await y.data();
    tf.dispose([x, y]);
  }
}

async function load(path: string, times: number): Promise<void> {
  for (let i = 0; i < times; i++) (await loadModelH5(path)).dispose();
}
