/** Folders that hold nothing of the project's own. */
const SKIPPED = new Set(["out", "node_modules", "assembly", "checkpoints"]);

/**
 * The project's files with this ending, as paths relative to `root` with `/`, sorted. Hidden
 * folders and what tasks make are left out.
 */
export async function listFiles(root: URL, ending: string, folder = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder || ".", root))) {
    if (name.startsWith(".") || SKIPPED.has(name)) continue;
    if (isDirectory) found.push(...await listFiles(root, ending, `${folder}${name}/`));
    else if (name.endsWith(ending)) found.push(folder + name);
  }
  return found.sort();
}
