import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ignoreMissing } from "../core/ignore_missing.ts";

/**
 * A module of `lib` as it is on the disk now, with everything that it imports from `lib`: for use
 * after an edit, without starting the kernel anew. Deno keeps every module that it has loaded once,
 * so this loads a fresh copy of the whole library. Objects made by the old copy go on as they are.
 *
 * @param specifier as in an import: `"#lib/plots/face_morphs.ts"`.
 * @throws {RangeError} when it does not begin with `#lib/`.
 *
 * @example
 * ```ts ignore
 * const { faceMorphs } = await reload("#lib/plots/face_morphs.ts");
 * ```
 */
// What a module exports is known to whoever asks for it by name.
// deno-lint-ignore no-explicit-any
export async function reload<Module = any>(
  specifier: string,
  { root = ROOT }: { readonly root?: string } = {},
): Promise<Module> {
  if (!specifier.startsWith("#lib/")) {
    throw new RangeError(`"${specifier}" is not of the library: its name begins with #lib/`);
  }
  const copies = resolve(root, "out/reloaded");
  await Deno.remove(copies, { recursive: true }).catch(ignoreMissing);
  // A name that no earlier copy had, or Deno would give back what it knows.
  const copy = resolve(copies, `${Date.now()}-${++count}`);
  await copyFolder(resolve(root, "lib"), resolve(copy, "lib"));
  // Modules find committed lists beside the library.
  const data = resolve(root, "data");
  await Deno.symlink(data, resolve(copy, "data"), { type: "junction" });
  return await import(pathToFileURL(resolve(copy, specifier.slice(1))).href);
}

const ROOT = resolve(import.meta.dirname!, "../..");
let count = 0;

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory, isFile } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    if (isFile) await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
