import { type Images, loadImages } from "#lib/data/images.ts";
import { syntheticClouds } from "#lib/data/synthetic/population.ts";
import { evaluate } from "#lib/eval/evaluate.ts";
import { report } from "#lib/eval/report.ts";
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
      const usage = /^FER2013 (\w+)$/.exec(evaluation?.data ?? "")?.[1];
      const found = usage && await (images ??= loadImages());
      return found && !found.synthetic ? await evaluate(model, found, { usage }) : null;
    } finally {
      model.dispose();
    }
  };
}

async function scoreClouds(path: string) {
  const classify = await cloudClassifier(path);
  const clouds = syntheticClouds({ people: PEOPLE });
  return report(await classify(clouds), clouds.y, { data: clouds.name, synthetic: true });
}
