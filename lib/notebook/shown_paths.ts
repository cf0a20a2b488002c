import { fileURLToPath } from "node:url";

/** The folders that {@link shownPaths} hides. */
export interface HiddenFolders {
  /** The project's, with a separator at its end. */
  readonly root?: string;
  /** The person's own. */
  readonly home?: string;
}

/**
 * Text with the paths of this machine made fit to be shared: within the project from its root,
 * elsewhere in the person's home from `~`. Windows's paths are known in each of their forms:
 * `C:\mien\lib`, `C:/mien/lib`, `file:///C:/mien/lib`, and `C:\\mien\\lib` as JSON has it.
 */
export function shownPaths(
  text: string,
  { root = ROOT, home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE") }: HiddenFolders = {},
): string {
  const shown = text.replaceAll(anyFormOf(root), "");
  // A root or an empty home would match far too much.
  return home && home.length > 3 ? shown.replaceAll(anyFormOf(home), "~") : shown;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

function anyFormOf(path: string): RegExp {
  const parts = path.split(/[\\/]/).map(RegExp.escape);
  const letters = /^[a-z]:/i.test(path) ? "gi" : "g";
  return new RegExp(parts.join(String.raw`(?:\\{1,2}|/)`), letters);
}
