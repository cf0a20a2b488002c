import { type Images, loadImages } from "#lib/data/images.ts";
import { evaluate } from "#lib/eval/evaluate.ts";
import { loadModel } from "#lib/keras/load_model.ts";
import type { Score } from "#lib/submission/judge_model.ts";

/** Scores a model again on the data that it was judged on, where that is here. */
export function modelScore(): Score {
  let images: Promise<Images> | undefined;
  return async ({ path, evaluation }) => {
    const model = await loadModel(path);
    try {
      const usage = /^FER2013 (\w+)$/.exec(evaluation?.data ?? "")?.[1];
      const found = usage && await (images ??= loadImages());
      return found && !found.synthetic ? await evaluate(model, found, { usage }) : null;
    } finally {
      model.dispose();
    }
  };
}
