import { ignoreMissing } from "./ignore_missing.ts";

/** The content of a file, or `null` where there is none. */
export async function readFileIfThere(path: string | URL): Promise<Uint8Array | null> {
  return await Deno.readFile(path).catch(ignoreMissing) ?? null;
}
