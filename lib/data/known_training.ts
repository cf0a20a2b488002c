import { fileURLToPath } from "node:url";
import { faultMessage } from "../core/errors.ts";
import { PIXEL_HASH_BYTES } from "./pixel_hash.ts";

/** What is committed about FER2013's 28,709 Training images, of which none is committed. */
export interface KnownTraining {
  /** `[28709]` pixel hashes in the order of Kaggle's file: entry 12 belongs to `Training/12`. */
  readonly hashes: Float64Array;
  /** Pixel hashes of the images in the committed validation split. */
  readonly validation: ReadonlySet<number>;
}

const FOLDER = new URL("../../data/splits/", import.meta.url);
/** Six bytes an image, big-endian, see `pixelHash`. Made by `tools/make_splits.ts`. */
export const HASHES_FILE = new URL("fer2013_training_hashes.bin", FOLDER);
/** The ids set aside, with how they were chosen. Made by `tools/make_splits.ts`. */
export const VALIDATION_FILE = new URL("fer2013_validation.json", FOLDER);

/**
 * Reads the committed table of hashes and the committed validation split.
 *
 * @throws {SyntaxError} if one of the two files does not fit the other or its format.
 */
export async function knownTraining(
  { hashesFile = HASHES_FILE, validationFile = VALIDATION_FILE } = {},
): Promise<KnownTraining> {
  const [bytes, text] = await Promise.all([
    Deno.readFile(hashesFile),
    Deno.readTextFile(validationFile),
  ]);
  const fail = (what: string, file: URL): never => {
    const where = { file: fileURLToPath(file) };
    throw new SyntaxError(faultMessage(what, where, "Restore it with git checkout data/splits."));
  };
  if (bytes.length === 0 || bytes.length % PIXEL_HASH_BYTES !== 0) {
    fail(`${bytes.length} bytes are no table of ${PIXEL_HASH_BYTES}-byte hashes`, hashesFile);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const hashes = Float64Array.from(
    { length: bytes.length / PIXEL_HASH_BYTES },
    (_, i) => view.getUint16(6 * i) * 2 ** 32 + view.getUint32(6 * i + 2),
  );
  const { ids } = JSON.parse(text) as { ids: readonly string[] };
  const validation = new Set(ids.map((id) => {
    const row = /^Training\/(\d+)$/.exec(id);
    const hash = row ? hashes[Number(row[1])] : undefined;
    return hash ?? fail(`"${id}" is no Training row`, validationFile);
  }));
  return { hashes, validation };
}
