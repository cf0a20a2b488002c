import { USAGES } from "./usages.ts";

/** What the notes are made from. */
export interface Fer2013Contents {
  /** `[n]` indices into `USAGES`. */
  readonly usage: Uint8Array;
  /** Training rows that are not among Kaggle's. */
  readonly unknownTraining: number;
  /** How many Training rows Kaggle's file has. */
  readonly knownTraining: number;
}

/** What people should be told about a copy of FER2013: its rows, and in what it is not Kaggle's. */
export function fer2013Notes(path: string, contents: Fer2013Contents): string[] {
  const { usage, unknownTraining, knownTraining } = contents;
  const counts = USAGES.map((_, of) => usage.filter((u) => u === of).length);
  const listed = USAGES.map((name, of) => `${counts[of]} ${name}`).filter((_, of) => counts[of]);
  const notes = [`${path}: ${listed.join(", ")} rows.`];
  const training = counts[USAGES.indexOf("Training")];
  if (unknownTraining > 0) {
    notes.push(
      `${unknownTraining} of ${training} Training rows are not those of Kaggle's FER2013: their ` +
        "validation rows were cut now, by the rule of the committed split.",
    );
  } else if (training > 0 && training !== knownTraining) {
    notes.push(
      `Kaggle's file has ${knownTraining} Training rows; these ${training} are some of them` +
        `${training > knownTraining ? ", repeated" : ""}.`,
    );
  }
  return notes;
}
