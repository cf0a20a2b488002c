import { ok } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { readStateH5 } from "#lib/keras/read_state_h5.ts";

await tf.setBackend("cpu");

// A model of some megabytes is saved over and over, each time with its number in the weights and in
// the state; the program is killed in the middle of it.
const SAVER = `
import * as tf from "@tensorflow/tfjs";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
await tf.setBackend("cpu");
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1500, inputShape: [1500] })] });
for (let i = 1; ; i++) {
  model.layers[0].setWeights([tf.fill([1500, 1500], i), tf.fill([1500], i)]);
  const arrays = { moment: new Float32Array(500000).fill(i) };
  await saveModelH5(model, Deno.args[0], { state: { arrays, json: { i } } });
  if (i === 1) console.log("saved");
}`;

Deno.test("a kill at any moment leaves a whole file", async () => {
  const folder = await Deno.makeTempDir({ prefix: "kill" });
  const config = fileURLToPath(new URL("../../deno.json", import.meta.url));
  try {
    const script = `${folder}/saver.ts`;
    await Deno.writeTextFile(script, SAVER);
    const path = `${folder}/model.h5`;
    let interrupted = 0;
    for (let attempt = 0; interrupted < 3 && attempt < 20; attempt++) {
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "--allow-all", "--no-check", "--config", config, script, path],
        stdout: "piped",
        stderr: "null",
      }).spawn();
      const reader = child.stdout.getReader();
      await reader.read();
      await new Promise((resolve) => setTimeout(resolve, 11 * attempt));
      child.kill("SIGKILL");
      await child.status;
      await reader.cancel();
      for (const { name } of Deno.readDirSync(folder)) {
        if (!name.endsWith(".part")) continue;
        interrupted++;
        await Deno.remove(`${folder}/${name}`);
      }
      const model = await loadModelH5(path);
      const state = await readStateH5(path);
      const i = state?.json.i as number;
      ok(i >= 1);
      const [kernel, bias] = model.layers[0].getWeights().map((weight) => weight.dataSync());
      ok([kernel, bias, state!.arrays.moment].every((data) => data.every((value) => value === i)));
      model.dispose();
    }
    ok(interrupted > 0, "no save was interrupted: the test did not test");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
