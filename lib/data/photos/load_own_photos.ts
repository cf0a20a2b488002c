import { statIfThere } from "../../core/stat_if_there.ts";
import { syntheticPerson } from "../synthetic/synthetic_person.ts";
import { loadPeople, type Person } from "./load_people.ts";

/** What one's own photos are called in results. */
export const OWN_PHOTOS = "my photos";

/** One's own photos, or what stands in for them. */
export interface OwnPhotos {
  readonly person: Person;
  /** What they are called: `"my photos"`, or who stands in. */
  readonly name: string;
  /** True for a synthetic person: no figure made from it is a result about people. */
  readonly synthetic: boolean;
  /** What was found where, and what is wrong with which photo. */
  readonly notes: readonly string[];
}

/**
 * The photos that `deno task capture` saves in `personal/` of the data folder, seven to learn from and
 * seven to ask. Where there are none, those of a synthetic person.
 *
 * @param folder the data folder
 * @throws as `loadPeople`; a synthetic person never stands in for photos that are there.
 */
export async function loadOwnPhotos(
  folder: string,
  { seed = 1 }: { readonly seed?: number | string } = {},
): Promise<OwnPhotos> {
  const own = `${folder}/personal`;
  if (!["train", "test"].some((set) => statIfThere(`${own}/${set}`)?.isDirectory)) {
    const person = syntheticPerson({ seed });
    return {
      person,
      name: `one synthetic person, ${person.person}`,
      synthetic: true,
      notes: [
        `No photos in ${own}: these are of a **synthetic person**, who does not exist. They show ` +
        "that everything works; their scores say nothing about people.",
        "deno task capture takes your own fourteen.",
      ],
    };
  }
  const { people: [person], notes } = await loadPeople(own);
  return { person, name: OWN_PHOTOS, synthetic: false, notes };
}
