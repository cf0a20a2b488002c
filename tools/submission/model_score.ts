import type { LayersModel } from "@tensorflow/tfjs";
import { dataFolder } from "#lib/data/folder.ts";
import { type Images, loadImages } from "#lib/data/images.ts";
import type { Part } from "#lib/data/part_of.ts";
import { loadOwnPhotos, OWN_PHOTOS } from "#lib/data/photos/load_own_photos.ts";
import { photosAt } from "#lib/data/photos/load_people.ts";
import { photoFolds } from "#lib/data/photos/photo_folds.ts";
import { syntheticClouds } from "#lib/data/synthetic/population.ts";
import { evaluate } from "#lib/eval/evaluate.ts";
import { predict } from "#lib/eval/predict.ts";
import { report } from "#lib/eval/report.ts";
import { FLIP_VIEWS } from "#lib/eval/views.ts";
import { loadModel } from "#lib/keras/load_model.ts";
import type { Score } from "#lib/submission/judge_model.ts";
import { cloudClassifier } from "../cli/cloud_classifier.ts";

/** How many synthetic people `deno task clouds` asks where there are no others. */
const PEOPLE = 30;

/** Scores a model again on the data that it was judged on, where that is here. */
export function modelScore(): Score {
  let images: Promise<Images> | undefined;
  return async ({ path, evaluation }) => {
    const model = await loadModel(path);
    try {
      const clouds = model.inputs[0].shape.length === 5;
      if (clouds) return evaluation?.synthetic ? await scoreClouds(path) : null;
      if (evaluation?.data === OWN_PHOTOS) return await scoreOwnPhotos(model);
      const part = partOfFer2013(evaluation?.data ?? "");
      const found = part && await (images ??= loadImages());
      return found && !found.synthetic ? await evaluate(model, found, part) : null;
    } finally {
      model.dispose();
    }
  };
}

/** What an evaluation was of: a usage, as `deno task evaluate` names it, or notebook 03's test rows. */
function partOfFer2013(data: string): Part | undefined {
  if (data === "FER2013, test") return { role: "test" };
  const usage = /^FER2013 (\w+)$/.exec(data)?.[1];
  return usage === undefined ? undefined : { usage };
}

/** As notebook 04 judges model_3: the test photos one by one, with their mirror images. */
async function scoreOwnPhotos(model: LayersModel) {
  const { person, name, synthetic } = await loadOwnPhotos(dataFolder());
  if (synthetic) return null;
  const [{ test }] = photoFolds(person);
  const { x, y } = photosAt(person, test);
  return report(await predict(model, x, { views: FLIP_VIEWS }), y, { data: name, synthetic });
}

async function scoreClouds(path: string) {
  const classify = await cloudClassifier(path);
  const clouds = syntheticClouds({ people: PEOPLE });
  return report(await classify(clouds), clouds.y, { data: clouds.name, synthetic: true });
}
