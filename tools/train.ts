import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import type { LayersModel } from "@tensorflow/tfjs";
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
import { copyWeights } from "#lib/models/copy_weights.ts";
import { foldNormalization } from "#lib/models/fold_normalization.ts";
import { meanWeights } from "#lib/models/mean_weights.ts";
import { MODEL_NAMES, modelByName } from "#lib/models/model_by_name.ts";
import { type Recipe, RECIPES } from "#lib/train/recipes.ts";
import { fitWithCheckpoints, INTERRUPTED } from "./cli/fit_with_checkpoints.ts";
import { loadData } from "./cli/load_data.ts";
import { loadModel, modelFile } from "./cli/load_model.ts";
import { CLOUD_MODELS, trainClouds } from "./cli/train_clouds.ts";
import { reportTraining } from "./cli/report_training.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { ENGINE_HELP, ENGINE_OPTIONS, startEngine } from "./cli/start_engine.ts";
import { whileHolding } from "./cli/while_holding.ts";
import { wholeNumber } from "./cli/whole_number.ts";

/** Those of images, then those of 3-D faces. */
const NAMES = [...new Set([...MODEL_NAMES, ...CLOUD_MODELS])];

const HELP =
  `deno task train --model NAME [--epochs N] [--seed S] [--resume] [--batch B] [--out DIR]
                 [--from FILE [--round N]]

Trains a model of images on those of the data folder, or on synthetic faces where there are none,
and a model of 3-D faces (${CLOUD_MODELS.join(", ")}) on synthetic point clouds. Networks are judged
on validation data after each epoch. Writes DIR/model.h5, which Keras opens (model_ec2, which is no
network: DIR/model.json), and DIR/log.json.

  --model NAME      ${NAMES.join(", ")}
  --epochs N        passes over the training data (default: the model's own)
  --seed S          all chance follows from it: one seed, one model (default: 6835)
  --resume          go on from the last checkpoint, to the last bit as if never interrupted
  --from FILE       start from this model's weights instead of random ones
  --round N         by which round of the model's recipe (default: with --from the second, if it has
                    one; model_2 has three, of which the later ones learn FER+'s votes as well)
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
  out: { type: "string" },
  all: { type: "boolean" },
  data: { type: "string" },
  fast: { type: "boolean" },
  json: { type: "boolean" },
  ...ENGINE_OPTIONS,
} as const;

const ROOT = resolve(import.meta.dirname!, "..");

await runCommand({ name: "train", help: HELP, options: OPTIONS, run: train });

async function train(values: Values<typeof OPTIONS>): Promise<number> {
  if (values.model && CLOUD_MODELS.includes(values.model)) return await trainClouds(values);
  const settings = readSettings(values);
  return await whileHolding(settings, () => trainInto(settings, values));
}

async function trainInto(settings: Settings, values: Values<typeof OPTIONS>): Promise<number> {
  const { name, recipe, seed, epochs, batchSize, out, checkpoints } = settings;
  const engine = await startEngine(values);
  if (engine.backend === "wasm") {
    throw new Error(
      `${engine.description} Train where the native engine runs, or slowly with --engine cpu.`,
    );
  }
  const images = await loadData(values.data);
  const honest = recipe.withoutTestCopies ? withoutTestCopies(images) : images;
  const rows = values.all ? withValidation(honest) : honest;
  const data = values.fast ? thinOut(rows, { train: 5000, validation: 1000 }) : rows;
  const { source, validation } = openSources(data, settings);
  const model = modelByName(name, { seed, inputShape: source.itemShape, classes: source.classes });
  const start = settings.from ? await startFrom(settings.from, model) : undefined;
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
    const log = trainingLog(settings, { data, source, start, engine: engine.description, history });
    reportTraining({ path, out, log, json: values.json });
    return 0;
  } finally {
    source.close();
    validation?.close();
    model.dispose();
  }
}

interface Settings {
  readonly name: string;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** The model whose weights training starts from. */
  readonly from?: string;
  readonly out: string;
  readonly checkpoints: string;
}

function readSettings(values: Values<typeof OPTIONS>): Settings {
  const name = values.model;
  if (!name) throw new UsageError(`--model NAME is needed: ${NAMES.join(", ")}`);
  if (!MODEL_NAMES.includes(name)) {
    throw new UsageError(`no model is called "${name}": there is ${NAMES.join(", ")}`);
  }
  const round = recipeOfRound(values);
  // A fast run looks at each image once an epoch, however long the recipe's epochs are.
  const recipe = values.fast ? { ...round, batchesPerEpoch: undefined } : round;
  return {
    name,
    recipe,
    seed: wholeNumber("seed", values.seed) ?? 6835,
    epochs: wholeNumber("epochs", values.epochs, { from: 1 }) ?? (values.fast ? 2 : recipe.epochs),
    batchSize: wholeNumber("batch", values.batch, { from: 1 }) ?? recipe.batchSize,
    from: values.from,
    out: resolve(values.out ?? `${ROOT}/models/${name}`),
    checkpoints: values.out ? resolve(values.out, "checkpoints") : `${ROOT}/checkpoints/${name}`,
  };
}

/** The recipe of the round that is asked for: the first one, or a later one from trained weights. */
function recipeOfRound({ model, from, round }: Values<typeof OPTIONS>): Recipe {
  const { later, ...first } = RECIPES[model!];
  const number = wholeNumber("round", round, { from: 1 }) ?? (from && later ? 2 : 1);
  if (number === 1) return first;
  const change = later?.[number - 2];
  if (!change) {
    throw new UsageError(`${model} has no round ${number}: ${1 + (later?.length ?? 0)} at most`);
  }
  if (!from) throw new UsageError(`round ${number} starts from a trained model: add --from FILE`);
  const { schedule, ...rest } = change;
  return { ...first, ...rest, fit: { ...first.fit, schedule } };
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

/** Where a second round starts: the file, and what identifies its content. */
interface Start {
  readonly file: string;
  readonly sha256: string;
}

/** Gives `model` the weights of a trained one. */
async function startFrom(name: string, model: LayersModel): Promise<Start> {
  const path = modelFile(name);
  const trained = await loadModel(path);
  copyWeights(trained, model);
  trained.dispose();
  const digest = createHash("sha256").update(await Deno.readFile(path)).digest("hex");
  return { file: basename(path), sha256: digest };
}

/**
 * A model that was trained on crops, or on votes as well, as one that gives whole images their seven
 * probabilities; its normalisations folded in, or its weights averaged with the start's, if wished.
 */
async function asShipped(
  model: LayersModel,
  { name, recipe, from }: Settings,
  data: Dataset,
): Promise<LayersModel> {
  const { itemShape: inputShape } = data;
  const folded = recipe.foldNormalization ?? false;
  const isAsTrained = `${model.inputs[0].shape.slice(1)}` === `${inputShape}` && !recipe.targets;
  if (!folded && !recipe.meanWithStart && isAsTrained) return model;
  const shipped = modelByName(name, { seed: 0, inputShape, folded });
  if (folded) foldNormalization(model, shipped);
  else copyWeights(model, shipped);
  if (recipe.meanWithStart) {
    const start = await loadModel(modelFile(from!));
    meanWeights(shipped, start);
    start.dispose();
  }
  return shipped;
}

function trainingLog(
  { name, recipe, seed, epochs, batchSize }: Settings,
  { data, source, start, engine, history }: {
    readonly data: Dataset;
    readonly source: BatchSource;
    readonly start?: Start;
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
    ...(start && { start }),
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
