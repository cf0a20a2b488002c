import { count } from "#lib/core/format.ts";
import { alignClouds } from "#lib/data/align_clouds.ts";
import type { Dataset } from "#lib/data/dataset.ts";
import { faceReference } from "#lib/data/synthetic/face_reference.ts";
import { voxelBatches } from "#lib/data/voxel_batches.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { modelByName } from "#lib/models/model_by_name.ts";
import type { ProgressLine } from "#lib/notebook/progress_line.ts";
import { CLOUD_RECIPES } from "#lib/train/cloud_recipes.ts";
import { fitWithCheckpoints, INTERRUPTED } from "./fit_with_checkpoints.ts";
import { startEngine } from "./start_engine.ts";
import type { TrainValues } from "./train_clouds.ts";
import { reportTraining } from "./report_training.ts";
import { wholeNumber } from "./whole_number.ts";

/**
 * Trains a network on the voxels of aligned clouds and writes `model.h5` and `log.json`; gives the exit
 * code.
 */
export async function trainVoxels(
  clouds: Dataset<Float32Array>,
  values: TrainValues,
  { out, checkpoints, line }: {
    readonly out: string;
    readonly checkpoints: string;
    readonly line: ProgressLine;
  },
): Promise<number> {
  const name = values.model!;
  const recipe = CLOUD_RECIPES[name];
  const seed = wholeNumber("seed", values.seed) ?? 6835;
  const epochs = wholeNumber("epochs", values.epochs, { from: 1 }) ??
    (values.fast ? 2 : recipe.epochs);
  const batchSize = wholeNumber("batch", values.batch, { from: 1 }) ?? recipe.batchSize;
  const engine = await startEngine(values);
  const aligned = alignClouds(
    clouds,
    faceReference(),
    (done, total) => done % 50 === 0 && line.update(`aligning · ${done} of ${total}`, done / total),
  );
  const source = voxelBatches(aligned, { role: "train", batchSize, seed, augment: recipe.augment });
  const validation = voxelBatches(aligned, {
    role: "validation",
    batchSize,
    seed,
    shuffle: false,
  });
  const model = modelByName(name, { seed });
  line.note(
    `${name} · ${count(model.countParams())} parameters · ${count(source.samples)} clouds · ` +
      `batches of ${batchSize} · seed ${seed} · ${engine.description}`,
  );
  try {
    const history = await fitWithCheckpoints(model, source, {
      ...recipe.fit,
      title: name,
      checkpoints,
      epochs,
      seed,
      validation,
      resume: values.resume,
      setup: { augmentation: recipe.augment, data: clouds.name },
    });
    if (history.stopped === "interrupted") return INTERRUPTED;
    const path = `${out}/model.h5`;
    await saveModelH5(model, path);
    const log = {
      model: name,
      data: clouds.name,
      synthetic: clouds.synthetic,
      people: new Set(clouds.group).size,
      samples: source.samples,
      seed,
      epochs,
      batchSize,
      parameters: model.countParams(),
      optimizer: recipe.fit.optimizer,
      schedule: recipe.fit.schedule?.config,
      augmentation: recipe.augment,
      engine: engine.description,
      history,
    };
    reportTraining({ path, out, log, json: values.json });
    return 0;
  } finally {
    source.close();
    validation.close();
    model.dispose();
  }
}
