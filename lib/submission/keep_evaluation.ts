import { join } from "node:path";
import { replaceFile } from "../core/replace_file.ts";
import type { EvaluationReport } from "../core/results.ts";

/** Keeps how a model was judged as `evaluation.json` beside it, where the write-up looks for it. */
export function keepEvaluation(folder: string, evaluation: EvaluationReport): void {
  const path = join(folder, "evaluation.json");
  Deno.writeTextFileSync(`${path}.part`, `${JSON.stringify(evaluation, null, 2)}\n`);
  replaceFile(`${path}.part`, path);
}
