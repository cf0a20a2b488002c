import { textWidth } from "./text_width.ts";

/**
 * Breaks lines (divided by `<br>`) that are wider than `width` between words; a word that is wider on
 * its own stays whole, and so does a line with markup.
 *
 * @example
 * ```ts
 * import { wrapText } from "#lib/plots/wrap_text.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(wrapText("Lip corner puller", 60, 12), "Lip corner<br>puller");
 * ```
 */
export function wrapText(text: string, width: number, size: number): string {
  return text.split("<br>").flatMap((line) => {
    if (line.includes("<")) return [line];
    const lines: string[] = [];
    for (const word of line.split(" ")) {
      const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
      if (lines.length && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }).join("<br>");
}
