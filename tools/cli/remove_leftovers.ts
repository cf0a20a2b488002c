import { basename, dirname, join } from "node:path";

/**
 * Removes what killed programs left beside `path`: the beginnings of a file that never got its name
 * (see `writeFileAtomically`). Only for whoever alone writes `path` at the moment.
 */
export async function removeLeftovers(path: string): Promise<void> {
  const [folder, name] = [dirname(path), basename(path)];
  for await (const entry of Deno.readDir(folder)) {
    const rest = entry.name.startsWith(name) ? entry.name.slice(name.length) : "";
    if (/^\.\d+-\d+\.part$/.test(rest)) await Deno.remove(join(folder, entry.name));
  }
}
