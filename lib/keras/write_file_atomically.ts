import { renameSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import process from "node:process";

let count = 0;

/** Writes a file in one step as seen from outside: whoever looks finds the old file or the new one. */
export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${process.pid}-${count++}.part`;
  try {
    await writeFile(part, bytes, { flush: true });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
