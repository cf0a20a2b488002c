/**
 * Trains model_1 for an epoch of FER2013 here and several times in Keras, from equal weights and on
 * equal batches, and compares the losses of every step. Keras's own repeats differ by the order in
 * which they add: by the number of threads, and with oneDNN or with Eigen.
 *
 *     MIEN_DATA=… MIEN_PYTHON=… deno run -A tests/reference/loss_curve.ts [--steps N] [--save]
 *
 * Not a test: it needs the data, a Keras, and some minutes. `--save` writes bench/results/engine/loss_curve.json.
 */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { BatchSource } from "#lib/data/batches.ts";
import { imageBatches } from "#lib/data/image_batches.ts";
import { loadImages } from "#lib/data/images.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { model1 } from "#lib/models/model_1.ts";
import { fit } from "#lib/train/fit.ts";

/** The losses of one run, step by step. */
interface Run {
  readonly name: string;
  readonly losses: readonly number[];
}

const { values } = parseArgs({
  options: { steps: { type: "string" }, save: { type: "boolean" } },
});
const threads = availableParallelism();
const dataset = await loadImages();
const folder = await Deno.makeTempDir();
try {
  const ours: Run[] = [];
  for (const count of [1, threads]) {
    ours.push({ name: `engine, ${count} thr`, losses: await trainHere(count) });
  }
  const keras: Run[] = [];
  for (const oneDnn of [true, false]) {
    for (const count of [1, threads]) keras.push(await trainInKeras(oneDnn, count));
  }
  summarise(ours, keras);
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function trainHere(threads: number): Promise<number[]> {
  console.error((await chooseEngine({ threads })).description);
  const images = imageBatches(dataset, {
    role: "train",
    batchSize: 256,
    seed: 1,
    augment: { horizontalFlip: true, rotationRange: 10, zoomRange: 0.1 },
  });
  const whole = Math.floor(images.samples / 256);
  const steps = Math.min(Number(values.steps ?? whole), whole);
  const [xFile, yFile] = await Promise.all(
    ["x", "y"].map((f) => Deno.create(`${folder}/${f}.f32`)),
  );
  const source: BatchSource = {
    ...images,
    batchesPerEpoch: steps,
    samples: steps * 256,
    async batch(epoch, index) {
      const batch = await images.batch(epoch, index);
      xFile.writeSync(bytesOf(batch.x));
      yFile.writeSync(bytesOf(batch.y));
      return batch;
    },
  };
  const model = model1({ seed: 1 });
  await saveModelH5(model, `${folder}/start.h5`);
  // fit reports the mean over the epoch so far; the loss of one batch is the difference of two sums.
  const sums = [0];
  await fit(model, source, {
    epochs: 1,
    seed: 1,
    onBatch: ({ loss, batch }) => void sums.push(loss * batch),
  });
  model.dispose();
  images.close();
  closeEngine();
  xFile.close();
  yFile.close();
  return sums.slice(1).map((sum, i) => sum - sums[i]);
}

async function trainInKeras(oneDnn: boolean, threads: number): Promise<Run> {
  const script = fileURLToPath(new URL("loss_curve.py", import.meta.url));
  const { code, stdout } = await new Deno.Command(Deno.env.get("MIEN_PYTHON") ?? "python3", {
    args: [script, folder, String(threads)],
    env: { TF_ENABLE_ONEDNN_OPTS: oneDnn ? "1" : "0", TF_CPP_MIN_LOG_LEVEL: "3" },
    stderr: "null",
  }).output();
  if (code !== 0) {
    throw new Error(`Keras (${Deno.env.get("MIEN_PYTHON") ?? "python3"}) ended with ${code}`);
  }
  const last = new TextDecoder().decode(stdout).trim().split("\n").at(-1)!;
  const { keras, tensorflow, losses } = JSON.parse(last);
  const name = `Keras ${keras}, TensorFlow ${tensorflow}, ${oneDnn ? "oneDNN" : "Eigen"}, ` +
    `${threads} thr`;
  console.error(name);
  return { name, losses };
}

/** How far each run lies from the mean of Keras's runs, over the epoch (root mean square) and at its end. */
function summarise(ours: readonly Run[], keras: readonly Run[]): void {
  const rows = [...keras, ...ours].map(({ name, losses }) => {
    // A run is compared with the mean of the others, or Keras's would be nearer by being part of it.
    const others = keras.filter((run) => run.name !== name);
    const off = losses.map((loss, i) => loss - average(others.map(({ losses }) => losses[i])));
    return {
      name,
      rootMeanSquare: Math.sqrt(average(off.map((d) => d * d))),
      largest: Math.max(...off.map(Math.abs)),
      lastTen: average(losses.slice(-10)),
    };
  });
  for (const row of rows) {
    console.log(
      `${row.name.padEnd(48)} off by ${row.rootMeanSquare.toFixed(4)} (largest ` +
        `${row.largest.toFixed(4)}), last ten ${row.lastTen.toFixed(4)}`,
    );
  }
  if (!values.save) return;
  const path = new URL("../../bench/results/engine/loss_curve.json", import.meta.url);
  const result = { steps: ours[0].losses.length, batch: 256, rows, runs: [...keras, ...ours] };
  Deno.writeTextFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
