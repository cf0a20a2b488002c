import { ignoreMissing } from "./ignore_missing.ts";

/** What is at a path, or `undefined` where there is nothing. */
export function statIfThere(path: string | URL): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    return ignoreMissing(error);
  }
}
