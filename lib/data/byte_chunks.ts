import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { faultMessage, messageOf } from "../core/errors.ts";

/** How far the reading of a file has come. */
export interface ReadProgress {
  /** Bytes of the file taken in so far; of the compressed file, where it is compressed. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** Rows of the table understood so far. */
  readonly rows: number;
}

const READ_SIZE = 1 << 18;
const INFLATED_SIZE = 1 << 18;

/**
 * The bytes of a file in large chunks, inflated if it is gzip: its first two bytes tell, not its
 * name. A chunk is valid only until the next one is asked for.
 *
 * @param onBytes told, before each chunk, how many bytes of the file have been read.
 * @throws {SyntaxError} if the gzip data is cut off or damaged (its own checksum is verified).
 */
export async function* byteChunks(
  path: string,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const isGzip = await startsLikeGzip(path);
  yield* isGzip ? inflated(path, onBytes) : plain(path, onBytes);
}

async function startsLikeGzip(path: string): Promise<boolean> {
  using file = await Deno.open(path);
  const start = new Uint8Array(2);
  return await file.read(start) === 2 && start[0] === 0x1f && start[1] === 0x8b;
}

/** Two buffers in turn: the next read runs while the caller works on the last one. */
async function* plain(path: string, onBytes: (bytes: number) => void) {
  using file = await Deno.open(path);
  let [current, next] = [new Uint8Array(INFLATED_SIZE), new Uint8Array(INFLATED_SIZE)];
  let reading = file.read(current);
  let bytes = 0;
  try {
    for (let n = await reading; n !== null; n = await reading) {
      const chunk = current.subarray(0, n);
      [current, next] = [next, current];
      reading = file.read(current);
      onBytes(bytes += n);
      yield chunk;
    }
  } finally {
    await reading;
  }
}

async function* inflated(path: string, onBytes: (bytes: number) => void) {
  const source = createReadStream(path, { highWaterMark: READ_SIZE });
  const gunzip = createGunzip({ chunkSize: INFLATED_SIZE });
  // `pipeline` closes the file when the caller stops early; errors reach the loop below.
  pipeline(source, gunzip, () => {});
  try {
    for await (const chunk of gunzip) {
      onBytes(source.bytesRead);
      yield chunk as Uint8Array;
    }
  } catch (error) {
    const code = (error as { code?: string }).code ?? "";
    if (!code.startsWith("Z_")) throw error;
    throw new SyntaxError(
      faultMessage(
        code === "Z_BUF_ERROR"
          ? "the gzip file ends too soon: its download or copy was cut off"
          : `the gzip file is damaged: ${messageOf(error)}`,
        { file: path, byte: source.bytesRead },
        "Get the file again; `gzip --test` tells whether it is whole.",
      ),
      { cause: error },
    );
  } finally {
    gunzip.destroy();
  }
}
