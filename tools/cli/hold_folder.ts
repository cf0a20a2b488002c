import { join } from "node:path";

/** A folder that this process alone writes to, until it is released or the process ends. */
export interface HeldFolder {
  release(): void;
}

/**
 * Makes a folder where it is missing and claims it: of two runs that would write the same files, the
 * second is told so before it has changed anything. The claim is the system's lock on a file `.lock`,
 * so it ends with the process, however that ends.
 *
 * @throws {Error} where another process holds the folder.
 *
 * @example
 * ```ts
 * import { holdFolder } from "#tools/cli/hold_folder.ts";
 * const held = await holdFolder(await Deno.makeTempDir());
 * held.release();
 * ```
 */
export async function holdFolder(folder: string): Promise<HeldFolder> {
  await Deno.mkdir(folder, { recursive: true });
  const file = await Deno.open(join(folder, ".lock"), { write: true, create: true });
  if (!await file.tryLock(true)) {
    file.close();
    throw new Error(
      `another run is writing to ${folder}. Wait until it ends, or give this one another --out.`,
    );
  }
  return { release: () => file.close() };
}
