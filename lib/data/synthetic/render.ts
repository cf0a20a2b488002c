import { EMOTIONS } from "../../core/emotions.ts";
import { type Dataset, ROLES } from "../dataset.ts";
import { drawAppearance } from "./appearance.ts";
import { drawPerson, drawTake, personRng } from "./person.ts";
import { personName } from "./population.ts";
import { renderFace } from "./render_face.ts";
import { drawScene } from "./scene.ts";
import { splitPeople } from "./split_people.ts";

/** People who are photographed for their expression show it; faint ones are left to the clouds. */
const SHOWN = [0.75, 1.35] as const;

/** How many faces to draw, and from which seed. */
export interface ImageOptions {
  /** At least 3: one for each role. */
  readonly people?: number;
  readonly seed?: number | string;
  /** Pictures of each expression of each person. */
  readonly takes?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Pictures of the synthetic population, as FER2013 has them of people: 48x48 grey pixels, one face
 * each, any light, mostly frontal, some with glasses or a hand before the face. Every person shows
 * every expression.
 *
 * Person `i` of a seed is the same person whatever `people` is, and the same as in
 * `syntheticClouds`. Whole people are given to training (70%), validation and test (15% each).
 *
 * @returns `[n, 48, 48, 1]` uint8; ids `person-0007/happy/0`; group = person.
 * @throws {RangeError} for fewer than 3 people or fewer than 1 take.
 *
 * @example
 * ```ts
 * import { syntheticImages } from "#lib/data/synthetic/render.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const images = syntheticImages({ people: 3, seed: 1, takes: 1 });
 * deepStrictEqual([images.y.length, images.x.length], [21, 21 * 48 * 48]);
 * ```
 */
export function syntheticImages(options: ImageOptions = {}): Dataset<Uint8Array> {
  const { people = 300, seed = 1, takes = 2, onProgress } = options;
  if (!Number.isInteger(takes) || takes < 1) {
    throw new RangeError(`takes must be 1 or more: ${takes}`);
  }
  const roles = splitPeople(people, seed);
  const n = people * takes * EMOTIONS.length;
  const size = 48;
  const x = new Uint8Array(n * size * size);
  const y = new Uint8Array(n);
  const role = new Uint8Array(n);
  const group = new Uint32Array(n);
  const ids: string[] = [];
  for (let number = 0; number < people; number++) {
    const rng = personRng(seed, number);
    const person = drawPerson(rng, number);
    const appearance = drawAppearance(rng.split("appearance"));
    EMOTIONS.forEach((emotion, label) => {
      for (let take = 0; take < takes; take++) {
        const draw = rng.split(`image ${emotion} ${take}`);
        const { activation, points } = drawTake(person, emotion, draw, SHOWN);
        const scene = drawScene(draw.split("scene"));
        const rest = person.identity.rest;
        const { pixels } = renderFace({ rest, points, activation, appearance, scene, size });
        const row = ids.length;
        x.set(pixels, row * size * size);
        y[row] = label;
        role[row] = ROLES.indexOf(roles[number]);
        group[row] = number;
        ids.push(`${personName(number)}/${emotion}/${take}`);
      }
    });
    onProgress?.(ids.length, n);
  }
  return {
    name: "synthetic faces",
    synthetic: true,
    itemShape: [size, size, 1],
    ids,
    x,
    y,
    role,
    group,
  };
}
