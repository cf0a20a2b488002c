import type { LayersModel } from "@tensorflow/tfjs";
import { messageOf } from "#lib/core/errors.ts";
import { percent } from "#lib/core/format.ts";
import type { EvaluationReport } from "#lib/core/results.ts";
import { type Images, loadImages } from "#lib/data/images.ts";
import { evaluate } from "#lib/eval/evaluate.ts";
import { loadModel } from "#lib/keras/load_model.ts";
import type { Finding } from "#lib/submission/finding.ts";
import type { SubmittedModel } from "#lib/submission/make_submission.ts";

/** Half a test sample of many thousands: engines may round one borderline case to the other side. */
const TOLERANCE = 0.001;

/** Loads a model as Keras would and, where the data that it was judged on is here, scores it again. */
export function modelJudge(): (model: SubmittedModel) => Promise<Finding> {
  let images: Promise<Images> | undefined;
  return async ({ name, path, evaluation }) => {
    let model: LayersModel;
    try {
      model = await loadModel(path);
    } catch (error) {
      return {
        part: "models",
        state: "wrong",
        text: `${name}.h5 does not load: ${messageOf(error)}`,
      };
    }
    try {
      if (evaluation === null) {
        const text = `${name}.h5 loads; nobody has judged it yet (deno task evaluate)`;
        return { part: "models", state: "missing", text };
      }
      const usage = /^FER2013 (\w+)$/.exec(evaluation.data)?.[1];
      const found = usage && await (images ??= loadImages());
      if (!found || found.synthetic) return unscored(name, evaluation);
      return compared(name, evaluation, await evaluate(model, found, { usage }));
    } finally {
      model.dispose();
    }
  };
}

function unscored(name: string, { accuracy, data }: EvaluationReport): Finding {
  const text = `${name}.h5 loads; its ${percent(accuracy)} on ${data} could not be checked, ` +
    "since that data is not here";
  return { part: "models", state: "note", text };
}

function compared(name: string, said: EvaluationReport, found: EvaluationReport): Finding {
  const same = Math.abs(said.accuracy - found.accuracy) <= TOLERANCE && said.n === found.n;
  const scores = `scores ${percent(found.accuracy)} on ${found.data}`;
  return same
    ? {
      part: "models",
      state: "ready",
      text: `${name}.h5 loads and ${scores}, as the write-up says`,
    }
    : {
      part: "models",
      state: "wrong",
      text:
        `${name}.h5 ${scores}, but the write-up says ${percent(said.accuracy)}: judge it anew ` +
        `(deno task evaluate --model ${name}) and keep the result in models/${name}/evaluation.json`,
    };
}
