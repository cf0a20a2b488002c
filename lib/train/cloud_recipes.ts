import type { CloudOptions } from "../data/synthetic/population.ts";
import type { VoxelBatchesOptions } from "../data/voxel_batches.ts";
import type { FitOptions } from "./fit_options.ts";
import { warmUpCosine } from "./schedules/warm_up_cosine.ts";

/**
 * The people that the models of clouds are trained on: each with a mesh of their own, their faces more
 * unlike and their poses of wider strength than measured, since a model is to meet people that this
 * population has not thought of.
 */
export const TRAINING_PEOPLE: CloudOptions = {
  people: 1200,
  seed: "people to train on",
  layout: "personal",
  variety: 1.25,
  strength: [0.45, 1.4],
};

/** Counts in voxels say less of each person, so their models meet more people. */
const PEOPLE_TO_COUNT: CloudOptions = {
  ...TRAINING_PEOPLE,
  people: 8000,
  seed: "people to count",
};

/** How a model of voxels is trained: `deno task train` and the notebooks go by the same one. */
export interface CloudRecipe {
  /** Who is learned from. */
  readonly people: CloudOptions;
  readonly epochs: number;
  readonly batchSize: number;
  readonly augment: NonNullable<VoxelBatchesOptions["augment"]>;
  readonly fit: Pick<FitOptions, "optimizer" | "schedule" | "average" | "labelSmoothing">;
}

/**
 * Little: alignment has left its errors in the clouds already, and muscles move skin by less than a
 * voxel. Points come and go.
 */
const VARIED = {
  turn: 0.4,
  shift: 0.0005,
  scale: 0.006,
  noise: 0.0002,
  dropout: 0.1,
  mirror: true,
} as const;

/** The recipes, by the names of the models. */
export const CLOUD_RECIPES: Readonly<Record<string, CloudRecipe>> = {
  model_4: {
    people: PEOPLE_TO_COUNT,
    epochs: 14,
    batchSize: 32,
    augment: VARIED,
    fit: {
      optimizer: { name: "adam" },
      schedule: warmUpCosine(0.0015, { warmUpEpochs: 1 }),
      average: { decay: 0.99 },
      labelSmoothing: 0.1,
    },
  },
  model_ec1: {
    people: PEOPLE_TO_COUNT,
    epochs: 14,
    batchSize: 64,
    augment: { ...VARIED, warp: 0.0015 },
    fit: {
      optimizer: { name: "adam" },
      schedule: warmUpCosine(0.003, { warmUpEpochs: 1 }),
      average: { decay: 0.99 },
      labelSmoothing: 0.1,
    },
  },
};
