import type { ImageBatchesOptions } from "../data/image_batches.ts";
import type { FitOptions } from "./fit_options.ts";
import { warmUpCosine } from "./schedules/warm_up_cosine.ts";

/** How a model of images is trained: `deno task train` and the notebooks go by the same one. */
export interface Recipe {
  readonly epochs: number;
  readonly batchSize: number;
  /** Batches that make an epoch, whatever the number of images. Default: one pass over all. */
  readonly batchesPerEpoch?: number;
  readonly augment: NonNullable<ImageBatchesOptions["augment"]>;
  /** What the images are to be answered with. Default: their labels. */
  readonly targets?: ImageBatchesOptions["targets"];
  /** Whether the model that is saved is the mean of the start's weights and the end's. Default: no. */
  readonly meanWithStart?: boolean;
  /** How much images are mixed in pairs (see `imageBatches`). Default: not at all. */
  readonly mixup?: number;
  /** Whether training rows that are exact copies of test rows are left out. Default: they stay. */
  readonly withoutTestCopies?: boolean;
  /** Whether the saved model has its normalisations folded into the convolutions. Default: no. */
  readonly foldNormalization?: boolean;
  readonly fit: Pick<
    FitOptions,
    "optimizer" | "schedule" | "average" | "labelSmoothing" | "earlyStopping" | "restoreBest"
  >;
  /** What is different in the second round, the third, …: each starts from the weights of the last. */
  readonly later?: readonly LaterRound[];
}

/** See {@link Recipe.later}. */
export type LaterRound =
  & Pick<Recipe, "epochs" | "targets" | "mixup" | "meanWithStart">
  & Partial<Pick<Recipe, "augment">>
  & Pick<FitOptions, "schedule">;

/** One random crop of each image an epoch, as large as the window of the models that look at the middle. */
const CROPS: Recipe["augment"] = {
  crop: { size: [44, 44] },
  horizontalFlip: true,
  rotationRange: 10,
  zoomRange: [0.9, 1.1],
};

/** The decay is not part of the momentum here: 5e-3 is the 5e-4 of frameworks where it is. */
const DECAYED_SGD = { name: "sgd", momentum: 0.9, nesterov: true, weightDecay: 5e-3 } as const;

/** How a network of model_2's size learns from random weights. */
const FROM_THE_START: Pick<Recipe, "augment" | "batchSize" | "withoutTestCopies" | "fit"> = {
  batchSize: 128,
  augment: { ...CROPS, erase: { probability: 0.25, area: [0.02, 0.15] } },
  withoutTestCopies: true,
  fit: {
    optimizer: DECAYED_SGD,
    schedule: warmUpCosine(0.1, { warmUpEpochs: 1.5 }),
    average: { decay: 0.998 },
    labelSmoothing: 0.1,
  },
};

/** The recipes, by the names of the models. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  /**
   * The assignment's: 5 epochs of batches of 256 from an image generator, and Adam. A generator has no
   * end, so an epoch is as many batches as one says; 256 of them, as here, are more than two passes
   * over FER2013.
   *
   * Adam's rate rises for a quarter of an epoch before it falls: at Keras's full 0.001 from the first step
   * the large dense layer jumps so far that many of its ReLUs never answer again.
   */
  model_1: {
    epochs: 5,
    batchSize: 256,
    batchesPerEpoch: 256,
    augment: { horizontalFlip: true },
    fit: {
      optimizer: { name: "adam" },
      schedule: warmUpCosine(0.001, { warmUpEpochs: 0.25 }),
      average: { decay: 0.99 },
      labelSmoothing: 0.1,
    },
  },
  /**
   * SGD down half a cosine, averaged weights. Later rounds rise to a lower rate (warm restarts,
   * Loshchilov & Hutter 2017) and learn FER+'s votes as well; the third varies its images more and mixes
   * them, against learning by heart.
   */
  model_2: {
    ...FROM_THE_START,
    epochs: 36,
    later: [
      {
        epochs: 40,
        targets: "labels and votes",
        schedule: warmUpCosine(0.05, { warmUpEpochs: 1 }),
      },
      {
        epochs: 45,
        targets: "labels and votes",
        mixup: 0.3,
        meanWithStart: true,
        augment: {
          ...CROPS,
          rotationRange: 15,
          zoomRange: [0.85, 1.15],
          erase: { probability: 0.5, area: [0.02, 0.15] },
        },
        schedule: warmUpCosine(0.05, { warmUpEpochs: 1 }),
      },
    ],
  },
  /**
   * All that model_2's rounds brought in one long run: the votes from the start, a little mixing, and
   * few variations, since varying much steadies a network by itself and leaves less to many views.
   */
  model_2_residual: {
    ...FROM_THE_START,
    epochs: 100,
    targets: "labels and votes",
    mixup: 0.2,
  },
  /** As model_2, but no smoothing and little decay: this net is held back by its size already. */
  model_tiny: {
    epochs: 30,
    batchSize: 128,
    augment: CROPS,
    withoutTestCopies: true,
    foldNormalization: true,
    fit: {
      optimizer: { ...DECAYED_SGD, weightDecay: 5e-4 },
      schedule: warmUpCosine(0.1, { warmUpEpochs: 1 }),
      average: { decay: 0.998 },
    },
  },
};
