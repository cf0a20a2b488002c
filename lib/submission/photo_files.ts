import { EMOTIONS } from "../core/emotions.ts";
import { readFileIfThere } from "../core/read_file_if_there.ts";

/** The photos of Section 4: those found, by their path in the zip, and the names of the others. */
export interface Photos {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly missing: readonly string[];
}

/** What a photo may be; the crop that the capture page makes comes first. */
const KINDS = ["png", "jpg", "jpeg", "webp", "heic"];

/** The 14 photos that the assignment asks for, one of each expression to train and one to test. */
export const PHOTO_NAMES: readonly string[] = ["train", "test"].flatMap((set) =>
  EMOTIONS.map((emotion) => `${set}/${emotion}`)
);

/** Reads the photos `train/<expression>.png` and `test/<expression>.png` of a folder. */
export async function photoFiles(folder: string): Promise<Photos> {
  const files = new Map<string, Uint8Array>();
  const missing: string[] = [];
  for (const name of PHOTO_NAMES) {
    const found = await firstOf(KINDS.map((kind) => `${name}.${kind}`), folder);
    if (found) files.set(`photos/${found.path}`, found.bytes);
    else missing.push(name);
  }
  return { files, missing };
}

async function firstOf(paths: readonly string[], folder: string) {
  for (const path of paths) {
    const bytes = await readFileIfThere(`${folder}/${path}`);
    if (bytes) return { path, bytes };
  }
  return null;
}
