import type { EvaluationReport } from "../core/results.ts";
import type { ModelResult } from "./model_results.ts";
import { readFileIfThere } from "../core/read_file_if_there.ts";
import { REQUIRED_MODELS } from "./required_models.ts";

/** What `models/NAME/evaluation.json` says of each model that is handed in. */
export function readResults(root: string): Promise<ModelResult[]> {
  return Promise.all(REQUIRED_MODELS.map(async ({ name }) => (
    { name, evaluation: await readEvaluation(root, name) }
  )));
}

/** The judgement of one model, `null` where there is none. */
export async function readEvaluation(
  root: string,
  name: string,
): Promise<EvaluationReport | null> {
  const bytes = await readFileIfThere(`${root}/models/${name}/evaluation.json`);
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
}
