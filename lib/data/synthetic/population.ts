import { EMOTIONS } from "../../core/emotions.ts";
import type { Rng } from "../../core/rng.ts";
import { type Dataset, ROLES } from "../dataset.ts";
import { FACE_POINTS } from "./face_template.ts";
import { drawPerson, drawTake, personRng, type Strength } from "./person.ts";
import { applyPointLayout, drawPointLayout } from "./point_layout.ts";
import { splitPeople } from "./split_people.ts";
import { addTrackerDrift } from "./tracker_drift.ts";

/** How many faces to make, and from which seed. */
export interface CloudOptions {
  /** At least 3: one for each role. */
  readonly people?: number;
  readonly seed?: number | string;
  /** Takes of each expression by each person. */
  readonly takes?: number;
  /** Standard deviation of the sensor's error per coordinate, metres. */
  readonly noise?: number;
  /**
   * Where the points lie on the face. `"shared"` (the default): point `i` is the same place on every
   * face, as in clouds of one maker. `"personal"`: each person's points lie elsewhere (the same in all
   * of that person's clouds), so that a model on voxels learns faces and not one mesh.
   */
  readonly layout?: "shared" | "personal";
  /** How much people's faces differ: 1 (the default) as real ones do, more for training. */
  readonly variety?: number;
  /** How strongly poses are shown, as shares of their patterns' intensities: least and most. */
  readonly strength?: Strength;
}

/**
 * Point clouds of the synthetic population: every person shows every expression.
 *
 * Person `i` of a seed is the same person whatever `people` is, and the same as in
 * `syntheticImages`. Whole people are given to training (70%), validation and test (15% each).
 *
 * @returns `[n, 1220, 3]` float32 metres in the frame of ARKit's face anchor (x to the face's left,
 * y up, z out of the face); ids `person-0007/happy/0`; group = person.
 * @throws {RangeError} for fewer than 3 people, or takes or noise out of range.
 *
 * @example
 * ```ts
 * import { syntheticClouds } from "#lib/data/synthetic/population.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const clouds = syntheticClouds({ people: 3, seed: 1 });
 * deepStrictEqual([clouds.y.length, clouds.x.length], [21, 21 * 1220 * 3]);
 * ```
 */
export function syntheticClouds(options: CloudOptions = {}): Dataset<Float32Array> {
  const {
    people = 200,
    seed = 1,
    takes = 1,
    noise = 0.00012,
    layout = "shared",
    variety,
    strength,
  } = options;
  if (!Number.isInteger(takes) || takes < 1) {
    throw new RangeError(`takes must be 1 or more: ${takes}`);
  }
  if (!(noise >= 0 && noise < 0.01)) throw new RangeError(`noise must be in [0, 0.01) m: ${noise}`);
  const roles = splitPeople(people, seed);
  const n = people * takes * EMOTIONS.length;
  const x = new Float32Array(n * FACE_POINTS * 3);
  const y = new Uint8Array(n);
  const role = new Uint8Array(n);
  const group = new Uint32Array(n);
  const ids: string[] = [];
  let row = 0;
  for (let number = 0; number < people; number++) {
    const rng = personRng(seed, number);
    const person = drawPerson(rng, number, variety);
    const places = layout === "personal" ? drawPointLayout(rng.split("layout")) : undefined;
    EMOTIONS.forEach((emotion, label) => {
      for (let take = 0; take < takes; take++) {
        const draw = rng.split(`cloud ${emotion} ${take}`);
        const posed = drawTake(person, emotion, draw, strength).points;
        const points = places ? applyPointLayout(posed, places) : posed;
        addTrackerDrift(points, draw.split("tracker"));
        write(x, row * FACE_POINTS * 3, points, draw.split("sensor"), noise);
        ids.push(`${personName(number)}/${emotion}/${take}`);
        y[row] = label;
        role[row] = ROLES.indexOf(roles[number]);
        group[row] = number;
        row++;
      }
    });
  }
  return {
    name: "synthetic faces",
    synthetic: true,
    itemShape: [FACE_POINTS, 3],
    ids,
    x,
    y,
    role,
    group,
  };
}

/** `person-0007`: how ids name a person. */
export function personName(number: number): string {
  return `person-${String(number).padStart(4, "0")}`;
}

/** Millimetres to metres, with the sensor's error. */
function write(x: Float32Array, at: number, points: Float64Array, rng: Rng, noise: number): void {
  for (let i = 0; i < points.length; i++) {
    x[at + i] = points[i] / 1000 + (noise > 0 ? rng.normal(0, noise) : 0);
  }
}
