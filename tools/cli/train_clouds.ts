import { resolve } from "node:path";
import { argMax } from "#lib/core/arg_max.ts";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { bytes, count, percent } from "#lib/core/format.ts";
import { alignClouds } from "#lib/data/align_clouds.ts";
import { cloudMovements } from "#lib/data/cloud_movements.ts";
import { cloudOffsets } from "#lib/data/cloud_offsets.ts";
import { type Dataset, indicesOf, pick, type Role } from "#lib/data/dataset.ts";
import { readClouds } from "#lib/data/read_clouds.ts";
import { faceReference } from "#lib/data/synthetic/face_reference.ts";
import { syntheticClouds } from "#lib/data/synthetic/population.ts";
import { voxelBatches } from "#lib/data/voxel_batches.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { modelByName } from "#lib/models/model_by_name.ts";
import { fitModelEc2, type ModelEc2, predictEc2 } from "#lib/models/model_ec2.ts";
import { writeModelEc2 } from "#lib/models/model_ec2_json.ts";
import { interruptible } from "#lib/notebook/interruptible.ts";
import { ProgressLine } from "#lib/notebook/progress_line.ts";
import { TrainingProgress } from "#lib/notebook/training_progress.ts";
import { CLOUD_RECIPES, TRAINING_PEOPLE } from "#lib/train/cloud_recipes.ts";
import { fit } from "#lib/train/fit.ts";
import { h5Store } from "./h5_store.ts";
import { startEngine } from "./start_engine.ts";
import { wholeNumber } from "./whole_number.ts";

/** The models of clouds that `deno task train` knows. */
export const CLOUD_MODELS: readonly string[] = [...Object.keys(CLOUD_RECIPES), "model_ec2"];

/** What `deno task train` was asked for. */
export interface TrainCloudsValues {
  readonly model?: string;
  readonly epochs?: string;
  readonly seed?: string;
  readonly resume?: boolean;
  readonly batch?: string;
  readonly out?: string;
  readonly data?: string;
  readonly fast?: boolean;
  readonly json?: boolean;
  readonly threads?: string;
  readonly engine?: string;
}

const ROOT = resolve(import.meta.dirname!, "../..");
const INTERRUPTED = 130;

/** Trains a model of clouds and writes it with its log; gives the exit code. */
export async function trainClouds(values: TrainCloudsValues): Promise<number> {
  const name = values.model!;
  const out = resolve(values.out ?? `${ROOT}/models/${name}`);
  const line = new ProgressLine();
  const clouds = await openClouds(values, line);
  await Deno.mkdir(out, { recursive: true });
  return name === "model_ec2"
    ? await trainComparison(clouds, values, out, line)
    : await trainVoxels(clouds, values, out, line);
}

async function openClouds(
  { model, data, fast }: TrainCloudsValues,
  line: ProgressLine,
): Promise<Dataset<Float32Array>> {
  if (data === undefined) {
    const people = CLOUD_RECIPES[model!]?.people ?? TRAINING_PEOPLE;
    const options = { ...people, ...(fast && { people: 30 }) };
    line.update(`drawing ${options.people} synthetic people`, 0);
    return syntheticClouds(options);
  }
  const clouds = await readClouds(data);
  for (const note of clouds.notes) line.note(note);
  if (indicesOf(clouds, "train").length === 0) {
    throw new RangeError(
      `${clouds.groupNames.length} sessions are too few to train on: leave out --data to train on ` +
        "synthetic faces",
    );
  }
  return clouds;
}

async function trainVoxels(
  clouds: Dataset<Float32Array>,
  values: TrainCloudsValues,
  out: string,
  line: ProgressLine,
): Promise<number> {
  const name = values.model!;
  const recipe = CLOUD_RECIPES[name];
  const seed = wholeNumber("seed", values.seed) ?? 6835;
  const epochs = wholeNumber("epochs", values.epochs, { from: 1 }) ??
    (values.fast ? 2 : recipe.epochs);
  const batchSize = wholeNumber("batch", values.batch, { from: 1 }) ?? recipe.batchSize;
  const checkpoints = values.out ? `${out}/checkpoints` : `${ROOT}/checkpoints/${name}`;
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
  const progress = new TrainingProgress({ title: name });
  try {
    const history = await interruptible((signal) =>
      fit(model, source, {
        ...recipe.fit,
        ...progress.callbacks,
        epochs,
        seed,
        validation,
        store: h5Store(checkpoints),
        resume: values.resume,
        signal,
        setup: { augmentation: recipe.augment, data: clouds.name },
      })
    );
    await progress.finish(history);
    if (history.stopped === "interrupted") {
      console.error(`checkpoint in ${checkpoints}; go on with the same command and --resume`);
      return INTERRUPTED;
    }
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
    await Deno.writeTextFile(`${out}/log.json`, `${JSON.stringify(log, null, 2)}\n`);
    line.note(`${path} (${bytes(Deno.statSync(path).size)}), ${out}/log.json`);
    if (values.json) console.log(JSON.stringify({ ...log, path }));
    return 0;
  } finally {
    source.close();
    validation.close();
    model.dispose();
  }
}

async function trainComparison(
  clouds: Dataset<Float32Array>,
  values: TrainCloudsValues,
  out: string,
  line: ProgressLine,
): Promise<number> {
  const seed = wholeNumber("seed", values.seed) ?? 6835;
  const reference = faceReference();
  const started = performance.now();
  const learn = (read: typeof cloudMovements, what: string, every = 1) => {
    const parts = (["train", "validation", "test"] as const).map((role: Role) => {
      const rows = indicesOf(clouds, role).filter((i) => clouds.group![i] % every === 0);
      const part = pick(clouds, rows);
      const x = read(
        part,
        reference,
        (done, total) =>
          done % 50 === 0 && line.update(`${what} · ${role} · ${done} of ${total}`, done / total),
      );
      return { x, y: part.y };
    });
    const [train, held, test] = parts;
    line.update(`${what} · fitting`, 1);
    const model = fitModelEc2(train, held, { seed });
    return { model, accuracy: share(model, test), people: test.y.length / EMOTIONS.length };
  };
  const calibrated = learn(cloudMovements, "with the person's neutral");
  // Each cloud has to be aligned by itself here, and more people help little.
  const alone = learn(cloudOffsets, "without", 3);
  const path = `${out}/model.json`;
  await Deno.writeTextFile(
    path,
    writeModelEc2({
      name: "model_ec2",
      format: 1,
      emotions: EMOTIONS,
      reference,
      calibrated: calibrated.model,
      alone: alone.model,
    }),
  );
  const log = {
    model: "model_ec2",
    data: clouds.name,
    synthetic: clouds.synthetic,
    people: new Set(clouds.group).size,
    samples: indicesOf(clouds, "train").length,
    seed,
    seconds: (performance.now() - started) / 1000,
    testPeople: calibrated.people,
    testAccuracy: { calibrated: calibrated.accuracy, alone: alone.accuracy },
  };
  await Deno.writeTextFile(`${out}/log.json`, `${JSON.stringify(log, null, 2)}\n`);
  line.note(
    `${path} (${
      bytes(Deno.statSync(path).size)
    }); on ${calibrated.people} people not trained on: ` +
      `${percent(calibrated.accuracy)} with the neutral face, ${percent(alone.accuracy)} without`,
  );
  if (values.json) console.log(JSON.stringify({ ...log, path }));
  return 0;
}

function share(model: ModelEc2, { x, y }: { x: Float64Array[]; y: Uint8Array }): number {
  return x.filter((movement, i) => argMax(predictEc2(model, movement)) === y[i]).length / y.length;
}
