import { faceCrop } from "../../preprocess/face_crop.ts";
import type { Face } from "../../preprocess/face.ts";
import type { Photo } from "../../preprocess/photo.ts";
import { checkPhoto } from "./check_photo.ts";
import type { FaceFinder } from "./face_finder.ts";
import type { PhotoFinding } from "./photo_finding.ts";
import { readPhoto, type ReadPhotoOptions } from "./read_photo.ts";

/** A photo of a face, read, looked at and cut out. */
export interface FacePhoto {
  readonly photo: Photo;
  /** All faces in it, surest first. */
  readonly faces: readonly Face[];
  /** `[48, 48, 1]` uint8, as FER2013 would show the face; absent where the photo is refused. */
  readonly crop?: Uint8Array;
  /** What is wrong with it; empty for a good photo. */
  readonly findings: readonly PhotoFinding[];
}

/** How a photo of a face is read. */
export interface ReadFacePhotoOptions extends ReadPhotoOptions {
  /** How much of the surroundings the crop keeps, as in `faceCrop`. Default 1. */
  readonly room?: number;
}

/** Pixels on each side of a crop, and of a picture that is taken to be one already. */
const SIZE = 48;

/**
 * Reads a photo, finds the face in it and cuts it out. A picture of 48x48 pixels is taken for a crop
 * and kept as it is, since the project saves crops so.
 *
 * @param source a path, or the bytes of a file
 * @throws as `readPhoto`; a photo without exactly one face is no error, but has no `crop`.
 */
export async function readFacePhoto(
  source: string | Uint8Array,
  finder: FaceFinder,
  options: ReadFacePhotoOptions = {},
): Promise<FacePhoto> {
  const photo = await readPhoto(source, options);
  if (photo.width === SIZE && photo.height === SIZE) {
    const crop = Uint8Array.from({ length: SIZE * SIZE }, (_, i) => grey(photo.pixels, i * 3));
    return { photo, faces: [], crop, findings: [] };
  }
  const faces = await finder.find(photo);
  const findings = checkPhoto(photo, faces);
  if (findings.some(({ refused }) => refused)) return { photo, faces, findings };
  return {
    photo,
    faces,
    crop: faceCrop(photo, faces[0], { size: SIZE, room: options.room }),
    findings,
  };
}

/** ITU-R BT.601, as in `faceCrop`. */
function grey(pixels: Uint8Array, at: number): number {
  return Math.round(0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2]);
}
