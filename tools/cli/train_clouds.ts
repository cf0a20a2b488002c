import { resolve } from "node:path";
import { type Dataset, indicesOf } from "#lib/data/dataset.ts";
import { readClouds } from "#lib/data/read_clouds.ts";
import { syntheticClouds } from "#lib/data/synthetic/population.ts";
import { ProgressLine } from "#lib/notebook/progress_line.ts";
import { CLOUD_RECIPES, TRAINING_PEOPLE } from "#lib/train/cloud_recipes.ts";
import { UsageError } from "./run_command.ts";
import { trainComparison } from "./train_comparison.ts";
import { trainVoxels } from "./train_voxels.ts";
import { whileHolding } from "./while_holding.ts";

/** The models of clouds that `deno task train` knows. */
export const CLOUD_MODELS: readonly string[] = [...Object.keys(CLOUD_RECIPES), "model_ec2"];

/** What `deno task train` was asked for. */
export interface TrainValues {
  readonly model?: string;
  readonly epochs?: string;
  readonly seed?: string;
  readonly resume?: boolean;
  readonly from?: string;
  readonly round?: string;
  readonly beside?: string;
  readonly all?: boolean;
  readonly batch?: string;
  readonly out?: string;
  readonly data?: string;
  readonly fast?: boolean;
  readonly json?: boolean;
  readonly threads?: string;
  readonly engine?: string;
}

const ROOT = resolve(import.meta.dirname!, "../..");

/** Trains a model of clouds and writes it with its log; gives the exit code. */
export async function trainClouds(values: TrainValues): Promise<number> {
  const name = values.model!;
  const { from, round, beside, all } = values;
  if (from !== undefined || round !== undefined || beside !== undefined || all) {
    throw new UsageError(
      `--from, --round, --beside and --all are for models of images, not for ${name}`,
    );
  }
  const out = resolve(values.out ?? `${ROOT}/models/${name}`);
  const line = new ProgressLine();
  if (name === "model_ec2") {
    return await whileHolding(
      { out },
      async () => trainComparison(await openClouds(values, line), values, { out, line }),
    );
  }
  const checkpoints = values.out ? `${out}/checkpoints` : `${ROOT}/checkpoints/${name}`;
  return await whileHolding({ out, checkpoints }, async () => {
    return await trainVoxels(await openClouds(values, line), values, { out, checkpoints, line });
  });
}

async function openClouds(
  { model, data, fast }: TrainValues,
  line: ProgressLine,
): Promise<Dataset<Float32Array>> {
  if (data === undefined) {
    const people = CLOUD_RECIPES[model!]?.people ?? TRAINING_PEOPLE;
    const options = { ...people, ...(fast && { people: 12 }) };
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
