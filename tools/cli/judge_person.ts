import type { LayersModel } from "@tensorflow/tfjs";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { type Person, photosAt } from "#lib/data/photos/load_people.ts";
import { photoFolds } from "#lib/data/photos/photo_folds.ts";
import { countRight } from "#lib/eval/count_right.ts";
import { judgeAlone } from "#lib/eval/judge_alone.ts";
import { judgeTogether } from "#lib/eval/judge_together.ts";
import { predict } from "#lib/eval/predict.ts";
import { FLIP_VIEWS } from "#lib/eval/views.ts";
import { personalModel, type PersonalOptions } from "#lib/train/personal_model.ts";

/** Correct answers of four ways to judge the same photos. */
export interface PersonScore {
  readonly person: string;
  /** Photos that were asked. */
  readonly n: number;
  /** The base model, each photo by itself. */
  readonly base: number;
  /** The base model, the photos of a session together. */
  readonly baseTogether: number;
  /** The personal model, each photo by itself. */
  readonly personalAlone: number;
  /** The personal model, the photos of a session together. */
  readonly personal: number;
  /** The base model with all seven labels open. */
  readonly baseOfSeven: number;
}

/**
 * Learns from a person's photos and asks the others, fold by fold. Both models choose among the labels
 * that the person's photos show; `baseOfSeven` says what the base model does without that knowledge.
 */
export async function judgePerson(
  base: LayersModel,
  person: Person,
  options: PersonalOptions = {},
): Promise<PersonScore> {
  const score = { n: 0, base: 0, baseTogether: 0, personalAlone: 0, personal: 0, baseOfSeven: 0 };
  const labels = [...new Set(person.photos.map(({ emotion }) => EMOTIONS.indexOf(emotion)))].sort();
  for (const { train, test } of photoFolds(person)) {
    if (test.length === 0) continue;
    const [learned, asked] = [photosAt(person, train), photosAt(person, test)];
    const adapted = await personalModel(base, learned, options);
    const before = await predict(base, asked.x, { views: FLIP_VIEWS });
    const after = await predict(adapted.model, asked.x, { views: FLIP_VIEWS });
    adapted.dispose();
    const right = (probabilities: Float32Array) => countRight(probabilities, asked.y);
    score.n += test.length;
    score.base += right(judgeAlone(before, { labels }));
    score.baseTogether += right(judgeTogether(before, { labels }));
    score.personalAlone += right(judgeAlone(after, { labels }));
    score.personal += right(judgeTogether(after, { labels }));
    score.baseOfSeven += right(before);
  }
  return { person: person.person, ...score };
}
