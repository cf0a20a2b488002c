/**
 * Text as Typst markup that shows exactly these words: everything but quotation marks goes into
 * strings, so that no character is taken for markup; quotation marks stay outside, where Typst
 * makes them curly. Line breaks count as spaces.
 *
 * @example
 * ```ts
 * import { typstText } from "#lib/submission/typst/text.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(typstText('say "#1"'), '#"say ";"#"#1";"');
 * ```
 */
export function typstText(text: string): string {
  return text.split(/(["'])/).filter(Boolean)
    .map((part) => part === '"' || part === "'" ? part : `#${typstString(part)};`)
    .join("");
}

/** Text as a Typst string, for arguments of functions. */
export function typstString(text: string): string {
  return `"${text.replace(/\s*\n\s*/g, " ").replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
