import { join } from "node:path";
import type { EvaluationReport } from "../core/results.ts";
import { writeTextAtomically } from "../core/write_file_atomically.ts";

/** Keeps how a model was judged as `evaluation.json` beside it, where the write-up looks for it. */
export function keepEvaluation(folder: string, evaluation: EvaluationReport): void {
  writeTextAtomically(
    join(folder, "evaluation.json"),
    `${JSON.stringify(evaluation, null, 2)}\n`,
  );
}
