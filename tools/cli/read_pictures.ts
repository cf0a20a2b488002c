import { type Emotion, EMOTIONS } from "#lib/core/emotions.ts";
import { faultMessage, messageOf } from "#lib/core/errors.ts";
import { sizeOf } from "#lib/core/shapes.ts";
import type { Images } from "#lib/data/images.ts";
import { checkPhoto } from "#lib/data/photos/check_photo.ts";
import { createFaceFinder, type FaceFinder } from "#lib/data/photos/face_finder.ts";
import { type FacePhoto, readFacePhoto } from "#lib/data/photos/read_face_photo.ts";
import type { Face } from "#lib/preprocess/face.ts";
import { faceCrop } from "#lib/preprocess/face_crop.ts";
import { readImage } from "./image_file.ts";
import { loadData } from "./load_data.ts";

/** What a model is asked about: a whole picture, or one face of it. */
export interface Picture {
  /** As it was named. */
  readonly image: string;
  /** Where the data set knows it. */
  readonly label?: Emotion;
  /** Which face of the photo it is, where one was looked for. */
  readonly face?: FacePlace;
  /** What is doubtful about it, and what to do. */
  readonly notes: readonly string[];
  /** `[48, 48, 1]` uint8. */
  readonly pixels: Uint8Array;
}

/** One of the faces in a photo, the surest is number 1. */
export interface FacePlace {
  readonly number: number;
  readonly of: number;
  /** Shares of the upright photo's width and height. */
  readonly box: Face["box"];
}

/** How pictures are read. */
export interface ReadPicturesOptions {
  /** Where rows of FER2013 are taken from; the data folder by default. */
  readonly data?: string;
  /** No face is looked for: each picture is taken whole. */
  readonly whole?: boolean;
}

/** Pixels on each side of what the models look at. */
export const SIZE = 48;
const ROW = "FER2013:";

/**
 * Reads what a model is to be asked about: rows of FER2013 as they are, pictures of 48x48 pixels
 * likewise, and of every other photo each face in it. One bad picture does not keep the others back.
 *
 * @returns pictures in the order of their names, and for each name that gave none, why
 */
export async function readPictures(
  names: readonly string[],
  { data, whole = false }: ReadPicturesOptions = {},
): Promise<{ readonly pictures: readonly Picture[]; readonly faults: readonly string[] }> {
  const rows = names.some((name) => name.startsWith(ROW)) ? await loadData(data) : undefined;
  const [pictures, faults]: [Picture[], string[]] = [[], []];
  const finder = createFaceFinder();
  try {
    for (const name of names) {
      try {
        if (rows && name.startsWith(ROW)) pictures.push(readRow(rows, name));
        else if (!whole) pictures.push(...await readFaces(name, finder));
        else pictures.push({ image: name, notes: [], pixels: await readImage(name, SIZE) });
      } catch (error) {
        if (!isFaultOf(error)) throw error;
        const what = messageOf(error);
        faults.push(what.includes(name) ? what : `${name}: ${what}`);
      }
    }
  } finally {
    finder.close();
  }
  return { pictures, faults };
}

/** Of the picture, and not of the program. */
function isFaultOf(error: unknown): boolean {
  return [SyntaxError, RangeError, Deno.errors.NotFound, Deno.errors.IsADirectory].some((Kind) =>
    error instanceof Kind
  );
}

function readRow(images: Images, name: string): Picture {
  const row = images.ids.indexOf(name.slice(ROW.length));
  if (row < 0) throw new RangeError(`${images.name} has no row "${name.slice(ROW.length)}"`);
  const size = sizeOf(images.itemShape);
  const pixels = images.x.subarray(row * size, (row + 1) * size);
  return { image: name, label: EMOTIONS[images.y[row]], notes: [], pixels };
}

async function readFaces(image: string, finder: FaceFinder): Promise<Picture[]> {
  const found = await readFacePhoto(image, finder);
  const { photo, faces, crop, findings } = found;
  if (crop && faces.length === 0) return [{ image, notes: [], pixels: crop }];
  if (faces.length === 0) {
    const [{ what, remedy }] = findings;
    throw new RangeError(
      faultMessage(what, { file: image }, `${remedy} --whole takes the picture as it is.`),
    );
  }
  return faces.map((face, i) => ({
    image,
    face: { number: i + 1, of: faces.length, box: shares(face, photo) },
    notes: checkPhoto(photo, [face]).map(({ what, remedy }) => `${what}. ${remedy}`),
    pixels: faceCrop(photo, face, { size: SIZE }),
  }));
}

function shares({ box }: Face, { width, height }: FacePhoto["photo"]): Face["box"] {
  return {
    left: box.left / width,
    top: box.top / height,
    width: box.width / width,
    height: box.height / height,
  };
}
