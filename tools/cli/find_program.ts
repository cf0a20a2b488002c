import { delimiter } from "node:path";

/** The path of the first of these programs that `PATH` leads to, or `undefined`. */
export async function findProgram(names: readonly string[]): Promise<string | undefined> {
  const folders = (Deno.env.get("PATH") ?? "").split(delimiter).filter((folder) => folder !== "");
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  for (const name of names) {
    for (const folder of folders) {
      const path = `${folder}/${name}${suffix}`;
      if (await isFile(path)) return path;
    }
  }
  return undefined;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    // A folder in PATH that cannot be read has no program for us in it.
    return false;
  }
}
