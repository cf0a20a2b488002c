import { basename } from "node:path";
import { type Emotion, EMOTIONS } from "../../core/emotions.ts";
import { faultMessage } from "../../core/errors.ts";

/** A photo that is known by its place: whose it is, what it shows, what it is for. */
export interface PhotoFile {
  readonly path: string;
  readonly emotion: Emotion;
  /** `"train"` or `"test"` where photos lie in such folders, else the pose that the name begins with. */
  readonly set: string;
}

/** The photos of one person. */
export interface PersonPhotos {
  readonly person: string;
  /** How they are told apart: by folders, or by the pose in their names. */
  readonly layout: "train and test" | "poses";
  readonly photos: readonly PhotoFile[];
}

const PHOTO = /\.(png|jpe?g|webp|heic|heif|avif|tiff?|gif)$/i;
/** What the capture page lays beside each crop. */
const ORIGINAL = /\.original\.\w+$/i;
const ROLES = ["train", "test"] as const;

/**
 * Lists the photos of people in a folder, in either of two layouts:
 *
 * - `<person>/train/<emotion>.png` and `<person>/test/<emotion>.png`;
 * - `<person>/<pose>_<emotion>.png`.
 *
 * Any kind of photo will do, and so will several of an expression (`happy_2.jpg`). The folder may also
 * be one person's own. Files called `….original.…` and hidden ones are passed over.
 *
 * @returns people and photos in alphabetical order.
 * @throws {SyntaxError} for a photo whose name holds no expression label; {@link RangeError} when there
 * are no photos; {@link Deno.errors.NotFound} for a folder that does not exist.
 */
export async function listPeople(folder: string): Promise<PersonPhotos[]> {
  const { folders, photos } = await list(folder);
  if (photos.length > 0 || ROLES.every((role) => folders.includes(role))) {
    return [await listPerson(folder)];
  }
  const people: PersonPhotos[] = [];
  for (const name of folders) {
    const person = await listPerson(`${folder}/${name}`);
    if (person.photos.length > 0) people.push(person);
  }
  if (people.length === 0) {
    throw new RangeError(faultMessage(
      "there are no photos of people",
      { file: folder },
      "Lay them out as PERSON/train/happy.png and PERSON/test/happy.png, or as " +
        "PERSON/left_happy.png; deno task capture takes them.",
    ));
  }
  return people;
}

async function listPerson(folder: string): Promise<PersonPhotos> {
  const person = basename(folder);
  const { folders, photos } = await list(folder);
  if (!ROLES.some((role) => folders.includes(role))) {
    return { person, layout: "poses", photos: photos.map((name) => asPhoto(folder, name)) };
  }
  const both: PhotoFile[] = [];
  for (const role of ROLES) {
    if (!folders.includes(role)) {
      throw new RangeError(
        faultMessage(`the folder ${role} is missing`, { file: folder }, "Both sets are needed."),
      );
    }
    const { photos } = await list(`${folder}/${role}`);
    both.push(...photos.map((name) => asPhoto(`${folder}/${role}`, name, role)));
  }
  return { person, layout: "train and test", photos: both };
}

async function list(folder: string): Promise<{ folders: string[]; photos: string[] }> {
  const [folders, photos]: [string[], string[]] = [[], []];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (name.startsWith(".") || ORIGINAL.test(name)) continue;
    if (isDirectory) folders.push(name);
    else if (PHOTO.test(name)) photos.push(name);
  }
  return { folders: folders.sort(), photos: photos.sort() };
}

/** `left_happy.png` → happy, from the left. */
function asPhoto(folder: string, name: string, role?: string): PhotoFile {
  const words = name.replace(/\.\w+$/, "").toLowerCase().split(/[_ -]+/);
  const labels = words.filter((word) => (EMOTIONS as readonly string[]).includes(word));
  if (labels.length !== 1) {
    const what = labels.length === 0
      ? "no expression label"
      : `more than one: ${labels.join(", ")}`;
    throw new SyntaxError(faultMessage(
      `the name of a photo must hold one expression label; this one has ${what}`,
      { file: `${folder}/${name}` },
      `Name it after one of ${EMOTIONS.join(", ")}, as in happy.png or left_happy.png.`,
    ));
  }
  const [emotion] = labels;
  const set = role ?? words.slice(0, words.indexOf(emotion)).join("_");
  return { path: `${folder}/${name}`, emotion: emotion as Emotion, set };
}
