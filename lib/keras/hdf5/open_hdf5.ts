import { closeSync, openSync, readSync } from "node:fs";
import { faultMessage, messageOf } from "../../core/errors.ts";
import { h5wasm, hdf5 } from "./h5.ts";

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** What a file is, by its first bytes. */
export type FileKind = "hdf5" | "zip" | "empty" | "other";

/**
 * Looks at the first bytes of a file.
 *
 * @throws {Error} of the system (`Deno.errors.NotFound`, …) where the file cannot be opened.
 */
export function fileKind(path: string): FileKind {
  const head = new Uint8Array(8);
  const descriptor = openSync(path, "r");
  let n: number;
  try {
    n = readSync(descriptor, head, 0, 8, 0);
  } finally {
    closeSync(descriptor);
  }
  if (n === 0) return "empty";
  if (n >= 4 && head[0] === 0x50 && head[1] === 0x4b && head[2] < 8 && head[3] < 9) return "zip";
  return SIGNATURE.every((byte, i) => head[i] === byte) ? "hdf5" : "other";
}

/**
 * Opens an HDF5 file, hands it to `use` and closes it, whatever happens.
 *
 * @throws {SyntaxError} where the file is not HDF5 or is cut short.
 */
export async function openHdf5<T>(path: string, use: (file: h5wasm.File) => T): Promise<T> {
  const kind = fileKind(path);
  if (kind === "empty") {
    throw new SyntaxError(faultMessage("empty file", { file: path }, "Copy it again."));
  }
  if (kind === "zip") {
    throw new SyntaxError(
      faultMessage(
        "a zip archive, perhaps Keras 3's .keras format, not HDF5",
        { file: path },
        "Read it with loadModel, or save it in Keras as .h5.",
      ),
    );
  }
  if (kind === "other") {
    throw new SyntaxError(
      faultMessage(
        "not an HDF5 file: its first 8 bytes are not HDF5's signature",
        { file: path, byte: 0 },
        "Give a file that Keras saved as .h5.",
      ),
    );
  }
  const memory = await hdf5();
  try {
    const file = new h5wasm.File(path, "r");
    const result = use(file);
    file.close();
    return result;
  } catch (error) {
    memory.restore();
    closeFiles();
    throw isOfHdf5(error) ? damaged(path, error) : error;
  }
}

/** The library leaves open what it reads, and the temporary file in which it composes its report. */
function closeFiles(): void {
  const files = h5wasm.FS as unknown as OpenFiles;
  for (const stream of files.streams.slice(STANDARD_STREAMS)) if (stream) files.close(stream);
}

const STANDARD_STREAMS = 3;

/** What is used of Emscripten's file system. */
interface OpenFiles {
  readonly streams: readonly (object | null | undefined)[];
  close(stream: object): void;
}

function isOfHdf5(error: unknown): boolean {
  // A structure that makes no sense at all ends in WebAssembly's own error.
  return error instanceof WebAssembly.RuntimeError || messageOf(error).startsWith("HDF5-DIAG");
}

function damaged(path: string, cause: unknown): SyntaxError {
  const what = /truncated/i.test(messageOf(cause)) ? "truncated" : "damaged";
  return new SyntaxError(
    faultMessage(`${what} HDF5 file`, { file: path }, "Copy or download it again."),
    { cause },
  );
}
