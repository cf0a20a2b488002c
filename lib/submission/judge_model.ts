import { messageOf } from "../core/errors.ts";
import { percent } from "../core/format.ts";
import type { EvaluationReport } from "../core/results.ts";
import type { Finding } from "./finding.ts";

/** A trained model of the project. */
export interface SubmittedModel {
  readonly name: string;
  /** Path of the `.h5` file. */
  readonly path: string;
  /** What `evaluation.json` beside it says; the write-up prints it. */
  readonly evaluation: EvaluationReport | null;
}

/**
 * Loads a model and scores it as it was scored for `evaluation`; gives `null` where the data for that
 * is not here. Throws where the file does not load.
 */
export type Score = (
  model: SubmittedModel,
) => Promise<Pick<EvaluationReport, "accuracy" | "n" | "data"> | null>;

/** Engines may round a borderline case in some thousands to the other side. */
const TOLERANCE = 0.001;

/** Whether a model loads and scores what the write-up says. */
export async function judgeModel(model: SubmittedModel, score: Score): Promise<Finding> {
  const [part, file] = ["models" as const, `${model.name}.h5`];
  let found: Awaited<ReturnType<Score>>;
  try {
    found = await score(model);
  } catch (error) {
    return { part, state: "wrong", text: `${file} cannot be used: ${messageOf(error)}` };
  }
  const said = model.evaluation;
  if (!said) {
    const text = `${file} loads; models/${model.name}/evaluation.json, which would say what it ` +
      "scores, is not there";
    return { part, state: "note", text };
  }
  const claim = `${percent(said.accuracy)} on ${said.data}`;
  if (!found) {
    const text = `${file} loads; its ${claim} could not be checked, since that data is not here`;
    return { part, state: "note", text };
  }
  if (Math.abs(said.accuracy - found.accuracy) <= TOLERANCE && said.n === found.n) {
    return {
      part,
      state: "ready",
      text: `${file} loads and scores ${claim}, as the write-up says`,
    };
  }
  return {
    part,
    state: "wrong",
    text: `${file} scores ${percent(found.accuracy)} on ${found.data}, but the write-up says ` +
      `${claim}: judge it anew and keep the result in models/${model.name}/evaluation.json`,
  };
}
