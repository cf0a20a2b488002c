import { messageOf } from "../../core/errors.ts";
import { EMOTIONS } from "../../core/emotions.ts";
import { isSamePhoto } from "../../preprocess/is_same_photo.ts";
import { createFaceFinder, type FaceFinder } from "./face_finder.ts";
import { listPeople, type PersonPhotos, type PhotoFile } from "./list_people.ts";
import { missingExpressions } from "./missing_expressions.ts";
import { type PhotoFold, photoFolds } from "./photo_folds.ts";
import { readFacePhoto } from "./read_face_photo.ts";

/** The crops of one person, with the list that they were read from. */
export interface Person extends PersonPhotos {
  /** `[n, 48, 48, 1]` uint8, in the order of `photos`. */
  readonly crops: Uint8Array;
}

/** People with their crops, and what must be said about their photos. */
export interface People {
  readonly people: readonly Person[];
  /** Sentences on photos that were left out, on doubtful ones, and on expressions without a photo. */
  readonly notes: readonly string[];
}

/** Values in a crop. */
const SIZE = 48 * 48;

/**
 * Reads the photos of people from a folder, as `listPeople` finds them: faces are found and cut out.
 * A photo without exactly one face, or one that cannot be read, is left out, and the notes say which
 * and why; so they do of doubtful photos, of one photo among both those to learn from and those to ask,
 * and of expressions that no photo shows.
 *
 * @param folder as `listPeople` describes it
 * @throws as `listPeople`; {@link RangeError} when a person has nothing to learn from or nothing to ask.
 */
export async function loadPeople(
  folder: string,
  options: {
    readonly onProgress?: (done: number, total: number) => void;
    /** How much of the surroundings crops keep, as in `faceCrop`. Default 1. */
    readonly room?: number;
    /** One that is running; by default a finder is started and ended. */
    readonly finder?: FaceFinder;
  } = {},
): Promise<People> {
  const { onProgress = () => {}, room, finder = createFaceFinder() } = options;
  const listed = await listPeople(folder);
  const total = listed.reduce((sum, { photos }) => sum + photos.length, 0);
  const [people, notes]: [Person[], string[]] = [[], []];
  let done = 0;
  try {
    for (const person of listed) {
      const kept: { photo: PhotoFile; crop: Uint8Array }[] = [];
      for (const photo of person.photos) {
        const crop = await readCrop(photo, { finder, room, notes });
        if (crop) kept.push({ photo, crop });
        onProgress(++done, total);
      }
      const crops = new Uint8Array(kept.length * SIZE);
      kept.forEach(({ crop }, i) => crops.set(crop, i * SIZE));
      people.push({ ...person, photos: kept.map(({ photo }) => photo), crops });
    }
  } finally {
    if (!options.finder) finder.close();
  }
  for (const person of people) notes.push(...seenTwice(person, foldsOrWhyNot(person, notes)));
  notes.push(...missingIn(people));
  return { people, notes };
}

/** A person of whom too little is left is an error, which must say what became of the photos. */
function foldsOrWhyNot(person: Person, notes: readonly string[]): PhotoFold[] {
  try {
    return photoFolds(person);
  } catch (error) {
    if (!(error instanceof RangeError) || notes.length === 0) throw error;
    throw new RangeError([messageOf(error), ...notes].join("\n"), { cause: error });
  }
}

/** Each sentence once, with all whom it is about. */
function missingIn(people: readonly Person[]): string[] {
  const about = new Map<string, string[]>();
  for (const person of people) {
    for (const sentence of missingExpressions(person)) {
      about.set(sentence, [...about.get(sentence) ?? [], person.person]);
    }
  }
  return [...about].map(([sentence, names]) => `${names.join(", ")}: ${sentence}`);
}

async function readCrop(
  { path }: PhotoFile,
  { finder, room, notes }: { finder: FaceFinder; room?: number; notes: string[] },
): Promise<Uint8Array | undefined> {
  try {
    const { crop, findings } = await readFacePhoto(path, finder, { room });
    for (const { what, remedy } of findings) {
      notes.push(`${path}${crop ? "" : " is left out"}: ${what}. ${remedy}`);
    }
    return crop;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    notes.push(`${path} is left out: ${messageOf(error)}`);
    return undefined;
  }
}

/** A photo that is both learned from and asked proves nothing. */
function seenTwice(person: Person, folds: readonly PhotoFold[]): string[] {
  const { photos, crops } = person;
  const crop = (i: number) => crops.subarray(i * SIZE, (i + 1) * SIZE);
  const pairs = folds.flatMap(({ train, test }) =>
    test.flatMap((i) => train.filter((j) => isSamePhoto(crop(i), crop(j))).map((j) => [i, j]))
  );
  const once = new Map(pairs.map(([i, j]) => [[i, j].sort().join(), [i, j]]));
  return [...once.values()].map(([i, j]) =>
    `${photos[i].path} and ${photos[j].path} are one photo: its answer is known beforehand. ` +
    "Take one of them anew."
  );
}

/** Some photos of a person, as `personalModel` and `predict` take them. */
export function photosAt(
  { photos, crops }: Person,
  numbers: readonly number[],
): { readonly x: Uint8Array; readonly y: Uint8Array; readonly sessions: string[] } {
  const x = new Uint8Array(numbers.length * SIZE);
  numbers.forEach((i, k) => x.set(crops.subarray(i * SIZE, (i + 1) * SIZE), k * SIZE));
  return {
    x,
    y: Uint8Array.from(numbers, (i) => EMOTIONS.indexOf(photos[i].emotion)),
    sessions: numbers.map((i) => photos[i].set),
  };
}
