import { EMOTIONS } from "../../core/emotions.ts";
import type { Person } from "../photos/load_people.ts";
import type { PhotoFile } from "../photos/list_people.ts";
import { drawAppearance } from "./appearance.ts";
import { drawPerson, drawTake, personRng } from "./person.ts";
import { personName } from "./population.ts";
import { renderFace } from "./render_face.ts";
import { drawScene, type Scene } from "./scene.ts";

/** Photos taken for their expression show it clearly. */
const SHOWN = [0.8, 1.2] as const;

/**
 * Seven photos to learn from and seven to ask, of one person of the synthetic population: stand-ins
 * for somebody's own. Each set is a session of its own: another day, another light; within a session
 * only the head moves a little.
 *
 * @param options.number which person of the population with that seed
 *
 * @example
 * ```ts
 * import { syntheticPerson } from "#lib/data/synthetic/synthetic_person.ts";
 * import { strictEqual } from "node:assert/strict";
 * const { photos, crops } = syntheticPerson({ seed: 1 });
 * strictEqual(photos.length, 14);
 * strictEqual(crops.length, 14 * 48 * 48);
 * ```
 */
export function syntheticPerson(
  { seed = 1, number = 0 }: { readonly seed?: number | string; readonly number?: number } = {},
): Person {
  const rng = personRng(seed, number);
  const person = drawPerson(rng, number);
  const appearance = drawAppearance(rng.split("appearance"));
  const photos: PhotoFile[] = [];
  const crops = new Uint8Array(2 * EMOTIONS.length * 48 * 48);
  for (const set of ["train", "test"]) {
    const session = drawScene(rng.split(`session ${set}`));
    for (const emotion of EMOTIONS) {
      const draw = rng.split(`photo ${set} ${emotion}`);
      const { activation, points } = drawTake(person, emotion, draw, SHOWN);
      const move = () => draw.normal(0, 2);
      const view = { ...session.view, yaw: move(), pitch: move(), roll: move(), shift: CENTRE };
      const scene: Scene = { ...session, view, cover: undefined, grain: draw.uint32() };
      const rest = person.identity.rest;
      const { pixels } = renderFace({ rest, points, activation, appearance, scene, size: 48 });
      crops.set(pixels, photos.length * pixels.length);
      photos.push({ path: `${personName(number)}/${set}/${emotion}`, emotion, set });
    }
  }
  return { person: personName(number), layout: "train and test", photos, crops };
}

const CENTRE = [0, 0] as const;
