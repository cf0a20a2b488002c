import { faultMessage } from "../../core/errors.ts";
import type { PersonPhotos } from "./list_people.ts";

/** One way to divide a person's photos: what is learned from, and what is asked. */
export interface PhotoFold {
  /** What is asked: `"test"`, or a pose. */
  readonly name: string;
  /** Numbers of photos in the person's list. */
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * How a person's photos are divided. With folders `train` and `test` there is one fold. With poses
 * there are as many as poses: each pose is asked once, and all others are learned from, so that each
 * photo is asked exactly once, by a model that has seen none of its pose.
 *
 * @throws {RangeError} when there is nothing to learn from or nothing to ask.
 */
export function photoFolds({ person, layout, photos }: PersonPhotos): PhotoFold[] {
  const sets = [...new Set(photos.map(({ set }) => set))].sort();
  if (sets.length < 2) {
    throw new RangeError(faultMessage(
      "photos to learn from and photos to ask are needed, and here is only one kind",
      { file: person },
      "Take the expressions in two poses at least (left_happy.png, straight_happy.png, …), or in " +
        "two rounds (train/happy.png, test/happy.png).",
    ));
  }
  const asked = layout === "poses" ? sets : ["test"];
  const numbers = photos.map((_, i) => i);
  return asked.map((name) => ({
    name,
    train: numbers.filter((i) => photos[i].set !== name),
    test: numbers.filter((i) => photos[i].set === name),
  }));
}
