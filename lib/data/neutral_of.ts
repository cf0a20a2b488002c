import { emotionIndex } from "../core/emotions.ts";
import type { Dataset } from "./dataset.ts";

/**
 * For each sample the index of the same person's (or session's) first neutral face: what its
 * expression is measured from.
 *
 * @throws {RangeError} for a data set without groups, or a group without a neutral face.
 */
export function neutralOf(dataset: Dataset): Uint32Array {
  const { group, y, ids } = dataset;
  if (!group) throw new RangeError(`${dataset.name}: it is not known who is who`);
  const neutral = emotionIndex("neutral");
  const first = new Map<number, number>();
  y.forEach((label, i) => {
    if (label === neutral && !first.has(group[i])) first.set(group[i], i);
  });
  return Uint32Array.from(group, (number, i) => {
    const found = first.get(number);
    if (found !== undefined) return found;
    throw new RangeError(
      `${
        ids[i]
      }: there is no neutral face of the same session to calibrate with. Leave the session ` +
        "out, or classify without calibration.",
    );
  });
}
