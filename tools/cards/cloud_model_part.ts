import { bytes, count, duration, percent, percentInterval } from "#lib/core/format.ts";
import type { EvaluationReport, TrainingHistory } from "#lib/core/results.ts";
import { markdownTable } from "../readme/markdown_table.ts";

/** What the folder of a model of 3-D faces holds of results. */
export interface CloudModelResults {
  /** Parameters for networks alone. */
  readonly file: { readonly bytes: number; readonly parameters?: number };
  /** By what was judged, in words: `"two real recording sessions"`. */
  readonly evaluations: Readonly<Record<string, EvaluationReport>>;
  readonly log?: CloudTrainingLog;
}

/** `log.json`, as `deno task train` writes it for models of clouds. */
export interface CloudTrainingLog {
  readonly samples: number;
  readonly people: number;
  readonly seed: number | string;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly engine?: string;
  readonly history?: TrainingHistory;
}

/** The part of a card that figures fill: judged, per label, training. Markdown. */
export function cloudModelPart({ file, evaluations, log }: CloudModelResults): string {
  const judged = Object.entries(evaluations);
  if (judged.length === 0) throw new RangeError("a card needs an evaluation");
  const size = file.parameters === undefined ? "" : `${count(file.parameters)} parameters, `;
  return [
    `${size}${bytes(file.bytes)}.`,
    markdownTable(
      ["Judged on", "Faces", "Accuracy (95% interval)", "Macro-F1"],
      judged.map(([what, { n, accuracy, interval, macroF1 }]) => [
        what,
        count(n),
        `${percent(accuracy)} (${percentInterval(interval)})`,
        macroF1.toFixed(3),
      ]),
    ),
    "Of the faces of each label, the share that got it:",
    recallTable(judged),
    ...log ? [training(log)] : [],
  ].join("\n\n");
}

function recallTable(judged: readonly [string, EvaluationReport][]): string {
  const share = (value: number | null) => value === null ? "–" : percent(value);
  return markdownTable(
    ["Judged on", ...judged[0][1].perClass.map(({ emotion }) => emotion)],
    judged.map(([what, { perClass }]) => [what, ...perClass.map(({ recall }) => share(recall))]),
  );
}

function training(
  { samples, people, seed, epochs, batchSize, engine, history }: CloudTrainingLog,
): string {
  const learned = `Trained on ${count(samples)} clouds of ${count(samples / 7)} synthetic people`;
  if (!history) return `${learned} of a population of ${count(people)}, seed ${seed}.`;
  const seconds = history.epochs.reduce((sum, log) => sum + log.seconds, 0);
  const held = history.epochs.at(-1)!.validationAccuracy;
  return `${learned}, ${epochs} epochs in batches of ${batchSize}, seed ${seed}${
    engine ? `, on the ${engine}` : ""
  }: ` +
    `${duration(seconds)} of wall time, other work going on beside it.` +
    (held === undefined
      ? ""
      : ` At the end ${
        percent(held)
      } of the clouds of people held back for validation got their label.`);
}
