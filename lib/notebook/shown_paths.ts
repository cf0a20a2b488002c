import { fileURLToPath } from "node:url";

/**
 * Text with the paths of this machine made fit to be shared: within the project from its root,
 * elsewhere in the person's home from `~`.
 */
export function shownPaths(text: string): string {
  let shown = text.replaceAll(ROOT, "");
  const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE");
  // A root or an empty home would match far too much.
  if (home && home.length > 3) shown = shown.replaceAll(home, "~");
  return shown;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
