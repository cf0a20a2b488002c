import { closeSync, openSync, renameSync, rmSync } from "node:fs";
import process from "node:process";
import { h5wasm, hdf5 } from "./h5.ts";

let count = 0;

/**
 * Writes an HDF5 file in one step as seen from outside: `fill` writes `path` + `.part`, which then
 * takes the place of `path`. Whoever stops the program at any moment finds the old file or the new. (The
 * disk is not waited for, as Keras does not: that took as long as the writing. What a power cut leaves
 * is up to the file system.)
 */
export async function writeHdf5(path: string, fill: (file: h5wasm.File) => void): Promise<void> {
  await hdf5();
  const part = `${path}.${process.pid}-${count++}.part`;
  // Opening the place first gives the system's own error where the folder is missing or closed.
  closeSync(openSync(part, "w"));
  try {
    const file = new h5wasm.File(part, "w");
    try {
      fill(file);
    } finally {
      file.close();
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
