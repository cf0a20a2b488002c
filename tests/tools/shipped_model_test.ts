import { deepStrictEqual, rejects } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { copyWeights } from "#lib/models/copy_weights.ts";
import { model2 } from "#lib/models/model_2.ts";
import { model2Pair } from "#lib/models/model_2_pair.ts";
import { model2Residual } from "#lib/models/model_2_residual.ts";
import { RECIPES } from "#lib/train/recipes.ts";
import { asShipped, checkBeside } from "#tools/cli/shipped_model.ts";
import type { Settings } from "#tools/cli/train_settings.ts";

Deno.test("a network trained on crops and votes is put beside model_2, for whole images", async () => {
  const folder = await Deno.makeTempDir();
  const itemShape = [48, 48, 1];
  const plain = model2({ seed: 1 });
  const beside = `${folder}/plain.h5`;
  await saveModelH5(plain, beside);
  const trained = model2Residual({ seed: 2, inputShape: [44, 44, 1], classes: 14 });
  const settings = {
    name: "model_2_residual",
    recipe: RECIPES.model_2_residual,
    beside,
  } as Settings;
  const data = { name: "none", synthetic: true, itemShape, ids: [], x: new Uint8Array() };
  const none = { ...data, y: new Uint8Array(), role: new Uint8Array() };
  const shipped = await asShipped(trained, settings, none);
  const residual = model2Residual({ seed: 3 });
  copyWeights(trained, residual);
  const wanted = model2Pair(plain, residual);
  const image = tf.randomUniform([2, ...itemShape], 0, 1, "float32", 5);
  const answer = (model: tf.LayersModel) => (model.predict(image) as tf.Tensor).arraySync();
  deepStrictEqual(answer(shipped), answer(wanted));
  const { file } = await checkBeside(beside, itemShape);
  deepStrictEqual(file, "plain.h5");
  await saveModelH5(shipped, `${folder}/pair.h5`);
  await rejects(
    checkBeside(`${folder}/pair.h5`, itemShape),
    /model_2 ends in probabilities with weights \[512,7\] and \[7\], not \[256,7\] and \[7\]/,
  );
  image.dispose();
  for (const model of [plain, trained, shipped, residual, wanted]) model.dispose();
  await Deno.remove(folder, { recursive: true });
});
