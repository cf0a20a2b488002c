/**
 * Trains model_1 for some steps here and in Keras, from equal weights and equal batches of FER2013,
 * and prints both losses. Not a test: it needs the data, a Keras, and some minutes.
 *
 *     MIEN_DATA=… MIEN_PYTHON=… deno run -A tests/reference/train_model_1_steps.ts [STEPS]
 */
import type { BatchSource } from "#lib/data/batches.ts";
import { imageBatches } from "#lib/data/image_batches.ts";
import { loadImages } from "#lib/data/images.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { model1 } from "#lib/models/model_1.ts";
import { fit } from "#lib/train/fit.ts";

const steps = Number(Deno.args[0] ?? 50);
const folder = await Deno.makeTempDir();
const bytes = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);

console.error((await chooseEngine()).description);
const images = imageBatches(await loadImages(), {
  role: "train",
  batchSize: 256,
  seed: 1,
  augment: { horizontalFlip: true, rotationRange: 10, zoomRange: 0.1 },
});
const xFile = await Deno.create(`${folder}/x.f32`);
const yFile = await Deno.create(`${folder}/y.f32`);
const source: BatchSource = {
  ...images,
  batchesPerEpoch: steps,
  samples: steps * 256,
  async batch(epoch, index) {
    const batch = await images.batch(epoch, index);
    xFile.writeSync(bytes(batch.x));
    yFile.writeSync(bytes(batch.y));
    return batch;
  },
};
const model = model1({ seed: 1 });
await saveModelH5(model, `${folder}/start.h5`);
// fit reports the mean over the epoch so far; the loss of one batch is the difference of two sums.
const sums = [0];
const start = performance.now();
await fit(model, source, {
  epochs: 1,
  seed: 1,
  onBatch: ({ loss, batch }) => void sums.push(loss * batch),
});
console.error(`here: ${((performance.now() - start) / 1000).toFixed(1)} s`);
const here = sums.slice(1).map((sum, i) => sum - sums[i]);
images.close();
closeEngine();
const { stdout } = await new Deno.Command(Deno.env.get("MIEN_PYTHON") ?? "python3", {
  args: [new URL("train_model_1_steps.py", import.meta.url).pathname, folder],
  stderr: "null",
}).output();
const keras: { losses: number[]; seconds: number } = JSON.parse(
  new TextDecoder().decode(stdout).trim().split("\n").at(-1)!,
);
console.error(`Keras: ${keras.seconds.toFixed(1)} s`);
keras.losses.forEach((loss, i) =>
  console.log(
    `${i + 1}\t${here[i].toFixed(5)}\t${loss.toFixed(5)}\t${(here[i] - loss).toExponential(1)}`,
  )
);
await Deno.remove(folder, { recursive: true });
