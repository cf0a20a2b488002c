import { createFaceFinder } from "#lib/data/photos/face_finder.ts";
import { listPeople, type PhotoFile } from "#lib/data/photos/list_people.ts";
import type { Person } from "#lib/data/photos/load_people.ts";
import { readPhoto } from "#lib/data/photos/read_photo.ts";
import type { Face } from "#lib/preprocess/face.ts";
import { faceCrop, type FaceCropOptions } from "#lib/preprocess/face_crop.ts";
import type { Photo } from "#lib/preprocess/photo.ts";

/** A photo with exactly one face, to be cut out in many ways. */
export interface FoundPhoto {
  readonly file: PhotoFile;
  readonly photo: Photo;
  readonly face: Face;
}

/** A person's photos with their faces. */
export interface FoundPerson {
  readonly person: string;
  readonly layout: Person["layout"];
  readonly found: readonly FoundPhoto[];
}

/** Values in a crop. */
const SIZE = 48 * 48;

/** Finds the face in each photo of a folder's people once; photos without exactly one are left out. */
export async function findPeople(folder: string): Promise<FoundPerson[]> {
  const finder = createFaceFinder();
  try {
    const people: FoundPerson[] = [];
    for (const { person, layout, photos } of await listPeople(folder)) {
      const found: FoundPhoto[] = [];
      for (const file of photos) {
        const photo = await readPhoto(file.path);
        const faces = await finder.find(photo);
        if (faces.length === 1) found.push({ file, photo, face: faces[0] });
      }
      people.push({ person, layout, found });
    }
    return people;
  } finally {
    finder.close();
  }
}

/** A person as `loadPeople` gives it, cut out as told. */
export function cutOut(
  { person, layout, found }: FoundPerson,
  options: FaceCropOptions = {},
): Person {
  const crops = new Uint8Array(found.length * SIZE);
  found.forEach(({ photo, face }, i) => crops.set(faceCrop(photo, face, options), i * SIZE));
  return { person, layout, photos: found.map(({ file }) => file), crops };
}
