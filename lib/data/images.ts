import type { Dataset } from "./dataset.ts";
import { readFer2013 } from "./fer2013.ts";
import { findFer2013 } from "./find_fer2013.ts";
import { dataFolder } from "./folder.ts";
import { syntheticImages } from "./synthetic/render.ts";

/** How far the loading has come. */
export interface LoadProgress {
  /** 0 to 1. */
  readonly fraction: number;
  /** Images there are so far. */
  readonly rows: number;
}

/** Which images to load. */
export interface ImagesOptions {
  /** The data folder; by default the one that `MIEN_DATA` names, or `data/`. */
  readonly folder?: string;
  /** Seed of the synthetic population, where that is what there is. */
  readonly seed?: number | string;
  /** How many synthetic people there are to be, where that is what there is. */
  readonly people?: number;
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** Images with the sentences that people should read before any number made from them. */
export interface Images extends Dataset<Uint8Array> {
  /** What was found where, and what is unusual about it. */
  readonly notes: readonly string[];
}

/**
 * The images of the assignment: FER2013 from the data folder (`findFer2013` says where it is looked
 * for), with the votes of FER+ where they lie beside it; if there is no real data, faces of the
 * synthetic population, and `synthetic` and the notes say so.
 *
 * @returns `[n, 48, 48, 1]` uint8 with roles.
 * @throws {SyntaxError} for a bad file, {@link Deno.errors.NotFound} for a folder that holds something
 *   else. Synthetic faces never stand in for real data that was meant to be there.
 */
export async function loadImages(options: ImagesOptions = {}): Promise<Images> {
  const { folder = dataFolder(), seed = 1, people = 300, onProgress = () => {} } = options;
  const found = await findFer2013(folder);
  if (!found) {
    const faces = syntheticImages({
      people,
      seed,
      onProgress: (rows, total) => onProgress({ fraction: rows / total, rows }),
    });
    return {
      ...faces,
      notes: [
        `No FER2013 in ${folder}: these are ${faces.y.length} synthetic faces of ${people} people ` +
        "who do not exist. They show that everything works; their scores say nothing about people.",
        `To use FER2013, put fer2013.csv or fer2013.csv.gz into ${folder}/kaggle_fer2013/.`,
      ],
    };
  }
  const { path, votes, others } = found;
  const dataset = await readFer2013(path, {
    votes,
    onProgress: ({ bytes, totalBytes, rows }) => onProgress({ fraction: bytes / totalBytes, rows }),
  });
  const notes = [...dataset.notes];
  if (votes) notes.push(`The votes of FER+ were read from ${votes}.`);
  if (others.length > 0) notes.push(`Not read, since ${path} comes first: ${others.join(", ")}.`);
  return { ...dataset, notes };
}
