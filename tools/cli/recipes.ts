import type { AugmentImageOptions } from "#lib/preprocess/augment_image_options.ts";
import type { FitOptions } from "#lib/train/fit_options.ts";
import { constant } from "#lib/train/schedules/constant.ts";

/** How a model is trained unless the command line says otherwise. */
export interface Recipe {
  readonly epochs: number;
  readonly batchSize: number;
  readonly augment: AugmentImageOptions;
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
};
