/**
 * A training of a few seconds that saves a checkpoint after every batch, to be disturbed from outside:
 * `short_training.ts FOLDER [--clock-jumps]`. It goes on from FOLDER's last checkpoint if there is one,
 * prints `ready` once it trains, and ends with FOLDER/model.h5.
 */
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { imageBatches } from "#lib/data/image_batches.ts";
import { syntheticImages } from "#lib/data/synthetic/render.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { messageOf } from "#lib/core/errors.ts";
import { fit } from "#lib/train/fit.ts";
import { warmUpCosine } from "#lib/train/schedules/warm_up_cosine.ts";
import { h5Store } from "../cli/h5_store.ts";
import { holdFolder } from "../cli/hold_folder.ts";
import { removeLeftovers } from "../cli/remove_leftovers.ts";
import { smallModel } from "./small_model.ts";

/** The clock as the program sees it: it jumps by up to a year, either way, at every look. */
function letTheClockJump(): void {
  const now = Date.now;
  let looks = 0;
  Date.now = () => now() + Math.sin(++looks) * 365 * 86_400_000;
}

async function main(): Promise<void> {
  const [folder, ...flags] = Deno.args;
  if (flags.includes("--clock-jumps")) letTheClockJump();
  const held = await holdFolder(folder);
  for (const name of ["last", "best", "model"]) await removeLeftovers(`${folder}/${name}.h5`);
  await chooseEngine({ threads: 2 });
  const images = syntheticImages({ people: 4, seed: 1 });
  const augment = { horizontalFlip: true, rotationRange: 10 };
  const source = imageBatches(images, { role: "train", batchSize: 8, augment, seed: 1 });
  const model = smallModel();
  console.log("ready");
  await fit(model, source, {
    epochs: 4,
    seed: 1,
    schedule: warmUpCosine(0.01, { warmUpEpochs: 1 }),
    average: { decay: 0.9 },
    store: h5Store(folder),
    resume: true,
    checkpointSeconds: 0,
  });
  source.close();
  await saveModelH5(model, `${folder}/model.h5`);
  held.release();
  console.log("done");
}

try {
  await main();
} catch (error) {
  console.error(messageOf(error));
  Deno.exitCode = 1;
} finally {
  closeEngine();
}
