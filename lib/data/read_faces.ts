import { byteChunks } from "./byte_chunks.ts";
import { cloudDataset, type Clouds } from "./cloud_dataset.ts";
import { FaceSamplesParser, type FoundCloud } from "./face_samples_parser.ts";

/** How far the reading of clouds has come. */
export interface CloudProgress {
  /** 0 to 1. */
  readonly fraction: number;
  /** Clouds found so far. */
  readonly clouds: number;
}

/** Options of the readers of clouds. */
export interface ReadCloudsOptions {
  readonly onProgress?: (progress: CloudProgress) => void;
}

/**
 * Reads the course's `faces.py` (a Python dict literal, never executed), or the same as JSON.
 * Gzip-compressed or not; its bytes are parsed as they come.
 *
 * @returns `[n, points, 3]` float32 metres in the order of the file; ids `SAMPLE/EMOTION`; group =
 * recording session; roles as `sessionRoles` gives them.
 * @throws {SyntaxError} naming sample, emotion, axis and line, for anything that is not as it must be.
 * @throws {Deno.errors.NotFound} if there is no such file.
 */
export async function readFaces(
  path: string,
  { onProgress = () => {} }: ReadCloudsOptions = {},
): Promise<Clouds> {
  const found: FoundCloud[] = [];
  const parser = new FaceSamplesParser(path, (cloud) => found.push(cloud));
  const { size } = await Deno.stat(path);
  let bytes = 0;
  for await (const chunk of byteChunks(path, (read) => bytes = read)) {
    parser.push(chunk);
    onProgress({ fraction: bytes / size, clouds: found.length });
  }
  parser.end();
  return cloudDataset(found, path);
}
