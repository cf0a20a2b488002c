import type { ImageBatchesOptions } from "../data/image_batches.ts";
import type { FitOptions } from "./fit_options.ts";
import { constant } from "./schedules/constant.ts";
import { warmUpCosine } from "./schedules/warm_up_cosine.ts";

/** How a model of images is trained: `deno task train` and the notebooks go by the same one. */
export interface Recipe {
  readonly epochs: number;
  readonly batchSize: number;
  readonly augment: NonNullable<ImageBatchesOptions["augment"]>;
  /** Whether training rows that are exact copies of test rows are left out. Default: they stay. */
  readonly withoutTestCopies?: boolean;
  readonly fit: Pick<
    FitOptions,
    "optimizer" | "schedule" | "average" | "labelSmoothing" | "earlyStopping" | "restoreBest"
  >;
}

/** The recipes, by the names of the models. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  /** The assignment's: batches of 256 from an image generator, Adam as Keras has it, 5 epochs. */
  model_1: {
    epochs: 5,
    batchSize: 256,
    augment: { horizontalFlip: true, rotationRange: 10, zoomRange: 0.1 },
    fit: { optimizer: { name: "adam" }, schedule: constant(0.001) },
  },
  /** One random crop of each image an epoch, SGD down half a cosine, averaged weights. */
  model_2: {
    epochs: 36,
    batchSize: 128,
    augment: {
      crop: { size: [44, 44] },
      horizontalFlip: true,
      rotationRange: 10,
      zoomRange: [0.9, 1.1],
      erase: { probability: 0.25, area: [0.02, 0.15] },
    },
    withoutTestCopies: true,
    fit: {
      // The decay is not part of the momentum here: 5e-3 is the 5e-4 of frameworks where it is.
      optimizer: { name: "sgd", momentum: 0.9, nesterov: true, weightDecay: 5e-3 },
      schedule: warmUpCosine(0.1, { warmUpEpochs: 1.5 }),
      average: { decay: 0.998 },
      labelSmoothing: 0.1,
    },
  },
};
