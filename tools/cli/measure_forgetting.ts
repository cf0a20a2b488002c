import type { LayersModel } from "@tensorflow/tfjs";
import type { Dataset } from "#lib/data/dataset.ts";
import { type Person, photosAt } from "#lib/data/photos/load_people.ts";
import { evaluate } from "#lib/eval/evaluate.ts";
import { personalModel } from "#lib/train/personal_model.ts";

/** What personal models forget of strangers. Accuracies are shares. */
export interface Forgetting {
  /** What the strangers are. */
  readonly data: string;
  readonly n: number;
  readonly base: number;
  /** Mean over people. */
  readonly personal: number;
  readonly people: readonly { readonly person: string; readonly personal: number }[];
}

/**
 * Asks models of strangers: the base model, and one personal model for each person, learned from all
 * photos of that person.
 */
export async function measureForgetting(
  base: LayersModel,
  people: readonly Person[],
  { strangers, onProgress = () => {} }: {
    /** A data set whose samples with the role `test` are asked. */
    readonly strangers: Dataset;
    readonly onProgress?: (done: number, total: number) => void;
  },
): Promise<Forgetting> {
  const { accuracy, data, n } = await evaluate(base, strangers, { role: "test" });
  const found: { person: string; personal: number }[] = [];
  for (const person of people) {
    const all = photosAt(person, person.photos.map((_, i) => i));
    const { model, dispose } = await personalModel(base, all);
    const { accuracy } = await evaluate(model, strangers, { role: "test" });
    dispose();
    found.push({ person: person.person, personal: accuracy });
    onProgress(found.length, people.length);
  }
  const personal = found.reduce((sum, { personal }) => sum + personal, 0) / found.length;
  return { data, n, base: accuracy, personal, people: found };
}
