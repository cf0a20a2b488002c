import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import process from "node:process";
import { replaceFile } from "./replace_file.ts";

let count = 0;

/**
 * Writes a file in one step as seen from outside: the pieces go into `path` + `.part`, which then
 * takes the place of `path`. Whoever looks, and whoever stops the program at any moment, finds the old
 * file or the new one. (The disk is not waited for, as Keras does not: that took as long as the
 * writing. What a power cut leaves is up to the file system.)
 *
 * @throws {Error} of the system (`NotFound`, `PermissionDenied`, no space left, …); `path` is then as
 *   it was before.
 */
export function writeFileAtomically(path: string, pieces: Iterable<Uint8Array>): void {
  const part = `${path}.${process.pid}-${count++}.part`;
  try {
    const descriptor = openSync(part, "w");
    try {
      for (const piece of pieces) writeAll(descriptor, piece);
    } finally {
      closeSync(descriptor);
    }
    replaceFile(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    // A full disk does not say by itself which file it was.
    if (error instanceof Error) error.message = `${path} could not be saved: ${error.message}`;
    throw error;
  }
}

/** As {@link writeFileAtomically}, for a text. */
export function writeTextAtomically(path: string, text: string): void {
  writeFileAtomically(path, [new TextEncoder().encode(text)]);
}

/** A system may take less in one call than it is given. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}
