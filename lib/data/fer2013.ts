import { byteChunks, type ReadProgress } from "./byte_chunks.ts";
import type { Dataset } from "./dataset.ts";
import { PIXELS } from "./fer2013_row.ts";
import { fer2013Notes } from "./fer2013_notes.ts";
import { fer2013Roles } from "./fer2013_roles.ts";
import { fer2013Rows } from "./fer2013_rows.ts";
import { ferPlusVotes } from "./ferplus_votes.ts";
import { knownTraining } from "./known_training.ts";
import { pixelHash } from "./pixel_hash.ts";
import { USAGES } from "./usages.ts";

/** How to read FER2013. */
export interface Fer2013Options {
  /** Called after each piece of the file, some hundred times in all. */
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Path of FER+'s `fer2013new.csv`, if its votes are wanted. */
  readonly votes?: string;
}

/** FER2013 as a data set, with what people should be told about this copy of it. */
export interface Fer2013 extends Dataset<Uint8Array> {
  /** Plain sentences: what was read, and what is unusual about it. */
  readonly notes: readonly string[];
}

/**
 * Reads FER2013 (Goodfellow et al. 2013) from `fer2013.csv`, `icml_face_data.csv` or `train.csv`,
 * gzip-compressed or not.
 *
 * Images are `[48, 48, 1]` uint8, labels as in `EMOTIONS`. Ids are the usage and the row within it,
 * counted from 0: `"PublicTest/12"`. Roles: Training is `train`, but for the committed validation
 * split; PublicTest and PrivateTest are `test` (`indicesOfUsage` tells them apart). `leaked` is 1
 * where an exact copy of the image is among those one learns from, see `fer2013Roles`.
 *
 * @throws {SyntaxError} naming the row, for anything in the file that is not as it must be.
 * @throws {Deno.errors.NotFound} if there is no such file.
 */
export async function readFer2013(
  path: string,
  { onProgress = () => {}, votes }: Fer2013Options = {},
): Promise<Fer2013> {
  const totalBytes = await sizeOfFile(path);
  let bytes = 0;
  const chunks = byteChunks(path, (read) => bytes = read);
  const onRows = (rows: number) => onProgress({ bytes, totalBytes, rows });
  const rows = await fer2013Rows(chunks, { file: path, onRows });
  const hashes = pixelHashes(rows.x);
  const known = await knownTraining();
  const { role, leaked, unknownTraining } = fer2013Roles(rows, hashes, known);
  const notes = fer2013Notes(path, {
    usage: rows.usage,
    unknownTraining,
    knownTraining: known.hashes.length,
  });
  return {
    name: "FER2013",
    synthetic: false,
    itemShape: [48, 48, 1],
    ids: idsOf(rows.usage),
    x: rows.x,
    y: rows.y,
    role,
    leaked,
    notes,
    ...(votes && { votes: await ferPlusVotes(votes, { rows, hashes, known }) }),
  };
}

function pixelHashes(x: Uint8Array): Float64Array {
  const hashes = new Float64Array(x.length / PIXELS);
  for (let i = 0; i < hashes.length; i++) {
    hashes[i] = pixelHash(x.subarray(i * PIXELS, (i + 1) * PIXELS));
  }
  return hashes;
}

async function sizeOfFile(path: string): Promise<number> {
  try {
    const { isDirectory, size } = await Deno.stat(path);
    if (isDirectory) throw new TypeError(`${path} is a folder: name the csv file in it`);
    return size;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(
      `there is no file ${path}. data/README.md says where FER2013 comes from and goes.`,
    );
  }
}

function idsOf(usage: Uint8Array): string[] {
  const next = USAGES.map(() => 0);
  return Array.from(usage, (of) => `${USAGES[of]}/${next[of]++}`);
}
