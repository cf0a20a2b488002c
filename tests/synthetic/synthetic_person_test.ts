import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { loadOwnPhotos } from "#lib/data/photos/load_own_photos.ts";
import { photoFolds } from "#lib/data/photos/photo_folds.ts";
import { syntheticPerson } from "#lib/data/synthetic/synthetic_person.ts";

Deno.test("a synthetic person shows seven expressions twice, equal for equal seeds", () => {
  const person = syntheticPerson({ seed: 3 });
  deepStrictEqual(person.crops, syntheticPerson({ seed: 3 }).crops);
  const [{ train, test }] = photoFolds(person);
  for (const set of [train, test]) {
    deepStrictEqual(set.map((i) => person.photos[i].emotion), [...EMOTIONS]);
  }
  ok(person.crops.some((value, i) => value !== syntheticPerson({ seed: 4 }).crops[i]));
});

Deno.test("without own photos a synthetic person stands in, and it is said", async () => {
  const folder = await Deno.makeTempDir();
  const { person, synthetic, notes } = await loadOwnPhotos(folder);
  await Deno.remove(folder);
  strictEqual(synthetic, true);
  strictEqual(person.photos.length, 14);
  ok(notes.some((note) => /synthetic/.test(note)) && notes.some((note) => /capture/.test(note)));
});
