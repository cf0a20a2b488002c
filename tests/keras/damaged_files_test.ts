import { rejects, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { Rng } from "#lib/core/rng.ts";
import { h5wasm } from "#lib/keras/hdf5/h5.ts";
import { loadModel } from "#lib/keras/load_model.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";

const FOLDER = new URL("../fixtures/keras/", import.meta.url);

await tf.setBackend("cpu");

for (const name of ["nested.k2.h5", "odd_gzip.h5", "nested.k3.keras"]) {
  Deno.test(`${name}, damaged at random: a SyntaxError or a model, and no tensor left`, async () => {
    const good = await Deno.readFile(new URL(name, FOLDER));
    const path = await Deno.makeTempFile();
    const rng = new Rng(name);
    for (let i = 0; i < 30; i++) {
      const bytes = i % 3 === 0 ? good.slice(0, rng.integer(good.length)) : good.slice();
      const flips = [0, 1, 20][i % 3];
      for (let k = 0; k < flips; k++) bytes[rng.integer(bytes.length)] = rng.integer(256);
      // The same place again and again: what was found there before must not stay in memory.
      await Deno.writeFile(path, bytes);
      const before = tf.memory().numTensors;
      try {
        (await loadModel(path)).dispose();
      } catch (error) {
        strictEqual((error as Error).name, "SyntaxError", `${error}`);
      }
      strictEqual(tf.memory().numTensors, before);
    }
    await Deno.writeFile(path, good);
    (await loadModel(path)).dispose();
    await Deno.remove(path);
  });
}

Deno.test("a file that was mended in place is read as it is now", async () => {
  const path = await Deno.makeTempFile({ suffix: ".h5" });
  const bytes = await Deno.readFile(new URL("odd_gzip.h5", FOLDER));
  const broken = bytes.slice();
  const start = broken.findIndex((byte, i) => byte === 0x78 && broken[i + 1] === 0x5e);
  broken.fill(0x55, start + 10, start + 40);
  await Deno.writeFile(path, broken);
  let failed = false;
  await loadModelH5(path).catch(() => failed = true);
  strictEqual(failed, true);
  await Deno.writeFile(path, bytes);
  (await loadModelH5(path)).dispose();
});

Deno.test("damaged files leave no descriptor open, and good ones can be read after them", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  const descriptors = () => [...Deno.readDirSync("/proc/self/fd")].length;
  const path = await Deno.makeTempFile({ suffix: ".h5" });
  const before = descriptors();
  for (const name of ["text_heap_without_end.h5", "weight_beyond_the_file.h5"]) {
    for (let i = 0; i < 8; i++) {
      // A new file each time: the system gives the number of the last one again.
      await Deno.remove(path);
      await Deno.copyFile(new URL(`../fuzz/${name}`, FOLDER), path);
      await rejects(loadModel(path), SyntaxError);
      await Deno.remove(path);
      await Deno.copyFile(new URL("nested.k3.h5", FOLDER), path);
      (await loadModel(path)).dispose();
    }
  }
  await Deno.remove(path);
  strictEqual(descriptors(), before);
});

Deno.test("a file that makes the library give up leaves nothing in its memory", async () => {
  const file = fileURLToPath(new URL("../fuzz/native_abort.h5", FOLDER));
  const room = () => h5wasm.Module.HEAPU8.length;
  await rejects(loadModel(file), SyntaxError);
  const before = room();
  for (let i = 0; i < 100; i++) await rejects(loadModel(file), SyntaxError);
  strictEqual(room(), before);
  (await loadModel(fileURLToPath(new URL("nested.k3.h5", FOLDER)))).dispose();
});
