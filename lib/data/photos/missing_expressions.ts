import { type Emotion, EMOTIONS } from "../../core/emotions.ts";
import type { PersonPhotos } from "./list_people.ts";

/**
 * What a person's photos can neither teach nor show, in sentences; nothing where they show all seven
 * expressions.
 *
 * @example
 * ```ts
 * import { missingExpressions } from "#lib/data/photos/missing_expressions.ts";
 * import { strictEqual } from "node:assert/strict";
 * const photos = [{ path: "train/happy.png", emotion: "happy", set: "train" }] as const;
 * const [first] = missingExpressions({ person: "anna", layout: "train and test", photos });
 * strictEqual(first.startsWith("test has no photo of happy"), true);
 * ```
 */
export function missingExpressions({ layout, photos }: PersonPhotos): string[] {
  const missing = (set?: string) =>
    EMOTIONS.filter((label) =>
      !photos.some(({ emotion, set: own }) => emotion === label && (!set || own === set))
    );
  const nowhere = missing();
  const only = (set: string) => missing(set).filter((label) => !nowhere.includes(label));
  const [untaught, unasked] = layout === "poses" ? [[], []] : [only("train"), only("test")];
  return [
    ...unasked.length
      ? [
        `test has no photo of ${either(unasked)}: whether that is recognised is not asked. ` +
        "deno task capture takes it.",
      ]
      : [],
    ...untaught.length
      ? [
        `train has no photo of ${either(untaught)}: nothing is learned of that, only the base ` +
        "model speaks for it. deno task capture takes it.",
      ]
      : [],
    ...nowhere.length
      ? [
        `no photo shows ${
          either(nowhere)
        }: answers are chosen among the other labels, and nothing ` +
        "is found out about these.",
      ]
      : [],
  ];
}

/** `a`, `a or b`, `a, b or c`. */
function either(labels: readonly Emotion[]): string {
  return new Intl.ListFormat("en-GB", { type: "disjunction" }).format(labels);
}
