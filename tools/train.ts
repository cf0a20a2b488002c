import { count, duration } from "#lib/core/format.ts";
import type { TrainingHistory } from "#lib/core/results.ts";
import { type BatchSource } from "#lib/data/batches.ts";
import { type Dataset, indicesOf } from "#lib/data/dataset.ts";
import { endlessBatches } from "#lib/data/endless_batches.ts";
import { imageBatches } from "#lib/data/image_batches.ts";
import { thinOut } from "#lib/data/thin_out.ts";
import { withoutTestCopies } from "#lib/data/without_test_copies.ts";
import { withValidation } from "#lib/data/with_validation.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { modelByName } from "#lib/models/model_by_name.ts";
import { fitWithCheckpoints, INTERRUPTED } from "./cli/fit_with_checkpoints.ts";
import { loadData } from "./cli/load_data.ts";
import { CLOUD_MODELS, trainClouds } from "./cli/train_clouds.ts";
import { reportTraining } from "./cli/report_training.ts";
import { asShipped, checkBeside, type FileIdentity, startFrom } from "./cli/shipped_model.ts";
import { readSettings, type Settings, TRAINABLE } from "./cli/train_settings.ts";
import { runCommand, type Values } from "./cli/run_command.ts";
import { ENGINE_HELP, ENGINE_OPTIONS, startEngine } from "./cli/start_engine.ts";
import { whileHolding } from "./cli/while_holding.ts";

const HELP =
  `deno task train --model NAME [--epochs N] [--seed S] [--resume] [--batch B] [--out DIR]
                 [--from FILE [--round N]] [--beside FILE]

Trains a model of images on those of the data folder, or on synthetic faces where there are none,
and a model of 3-D faces (${CLOUD_MODELS.join(", ")}) on synthetic point clouds. Networks are judged
on validation data after each epoch. Writes DIR/model.h5, which Keras opens (model_ec2, which is no
network: DIR/model.json), and DIR/log.json.

  --model NAME      ${TRAINABLE.join(", ")}
  --epochs N        passes over the training data (default: the model's own)
  --seed S          all chance follows from it: one seed, one model (default: 6835)
  --resume          go on from the last checkpoint, to the last bit as if never interrupted
  --from FILE       start from this model's weights instead of random ones
  --round N         by which round of the model's recipe (default: with --from the second, if it has
                    one; model_2 has three, of which the later ones learn FER+'s votes as well)
  --beside FILE     model_2_residual only: the model that is saved answers with the mean of this
                    trained model_2 and the new network (see lib/models/model_2_pair.ts)
  --batch B         images or clouds per step (default: the model's own)
  --out DIR         where the results go (default: models/NAME, checkpoints in checkpoints/NAME;
                    with --out, checkpoints in DIR/checkpoints)
  --all             train on the validation images too: for a recipe that is settled (images only)
  --data FILE       images: a FER2013 file instead of the data folder (MIEN_DATA, or data/);
                    clouds: faces.py or a folder of meshes instead of synthetic people
  --fast            2 epochs on 5,000 images or 12 people: a look at whether everything works
${ENGINE_HELP}
  --json            print the log as JSON
  --help            this text

Ctrl-C saves a checkpoint and ends; nothing is lost. A second Ctrl-C ends at once. model_ec2 has one
closed step, without epochs, batches or checkpoints, and begins anew.
`;

const OPTIONS = {
  model: { type: "string" },
  epochs: { type: "string" },
  seed: { type: "string" },
  resume: { type: "boolean" },
  batch: { type: "string" },
  from: { type: "string" },
  round: { type: "string" },
  beside: { type: "string" },
  out: { type: "string" },
  all: { type: "boolean" },
  data: { type: "string" },
  fast: { type: "boolean" },
  json: { type: "boolean" },
  ...ENGINE_OPTIONS,
} as const;

await runCommand({ name: "train", help: HELP, options: OPTIONS, run: train });

async function train(values: Values<typeof OPTIONS>): Promise<number> {
  if (values.model && CLOUD_MODELS.includes(values.model)) return await trainClouds(values);
  const settings = readSettings(values);
  return await whileHolding(settings, () => trainInto(settings, values));
}

async function trainInto(asked: Settings, values: Values<typeof OPTIONS>): Promise<number> {
  const engine = await startEngine(values);
  if (engine.backend === "wasm") {
    throw new Error(
      `${engine.description} Train where the native engine runs, or slowly with --engine cpu.`,
    );
  }
  const data = await trainingData(values, asked);
  const settings = withKnownTargets(asked, data);
  const { name, recipe, seed, epochs, batchSize, out, checkpoints } = settings;
  const { source, validation } = openSources(data, settings);
  const model = modelByName(name, { seed, inputShape: source.itemShape, classes: source.classes });
  const start = settings.from ? await startFrom(settings.from, model) : undefined;
  const beside = settings.beside ? await checkBeside(settings.beside, data.itemShape) : undefined;
  console.error(
    `${name} · ${count(model.countParams())} parameters · ${count(source.samples)} images · ` +
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
      setup: {
        augmentation: recipe.augment,
        ...(recipe.mixup && { mixup: recipe.mixup }),
        data: data.name,
        ...(start && { start }),
      },
    });
    if (history.stopped === "interrupted") return INTERRUPTED;
    const path = `${out}/model.h5`;
    await saveModelH5(await asShipped(model, settings, data), path);
    const from = { start, beside };
    const log = trainingLog(settings, { data, source, from, engine: engine.description, history });
    reportTraining({ path, out, log, json: values.json });
    return 0;
  } finally {
    source.close();
    validation?.close();
    model.dispose();
  }
}

async function trainingData(
  { data, all, fast }: Values<typeof OPTIONS>,
  { recipe }: Settings,
): Promise<Dataset<Uint8Array>> {
  const images = await loadData(data);
  const honest = recipe.withoutTestCopies ? withoutTestCopies(images) : images;
  const rows = all ? withValidation(honest) : honest;
  return fast ? thinOut(rows, { train: 5000, validation: 1000 }) : rows;
}

/** Without the raters' votes a recipe that learns from them as well learns from the labels alone. */
function withKnownTargets(settings: Settings, { name, votes }: Dataset): Settings {
  if (!settings.recipe.targets || votes) return settings;
  console.error(`${name}: there are no votes of FER+, so that labels alone are learned from.`);
  return { ...settings, recipe: { ...settings.recipe, targets: undefined } };
}

function openSources(
  data: Dataset,
  { recipe: { augment, targets, mixup, batchesPerEpoch }, seed, batchSize }: Settings,
): { source: BatchSource; validation?: BatchSource } {
  const once = imageBatches(data, { role: "train", batchSize, augment, targets, mixup, seed });
  const source = batchesPerEpoch ? endlessBatches(once, batchesPerEpoch) : once;
  if (indicesOf(data, "validation").length === 0) return { source };
  const plain = { role: "validation", batchSize, shuffle: false, targets, seed } as const;
  return { source, validation: imageBatches(data, { ...plain, augment: { crop: augment.crop } }) };
}

function trainingLog(
  { name, recipe, seed, epochs, batchSize }: Settings,
  { data, source, from, engine, history }: {
    readonly data: Dataset;
    readonly source: BatchSource;
    readonly from: { readonly start?: FileIdentity; readonly beside?: FileIdentity };
    readonly engine: string;
    readonly history: TrainingHistory;
  },
) {
  const seconds = history.epochs.reduce((sum, log) => sum + log.seconds, 0);
  return {
    model: name,
    data: data.name,
    synthetic: data.synthetic,
    samples: source.samples,
    ...from,
    ...(recipe.targets && { targets: recipe.targets }),
    seed,
    epochs,
    batchSize,
    optimizer: recipe.fit.optimizer,
    schedule: recipe.fit.schedule?.config,
    augmentation: recipe.augment,
    ...(recipe.mixup && { mixup: recipe.mixup }),
    ...(recipe.meanWithStart && { meanWithStart: true }),
    engine,
    seconds,
    time: duration(seconds),
    history,
  };
}
