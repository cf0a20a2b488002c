/**
 * Text as it has to stand in HTML, SVG or XML, also within quotation marks.
 *
 * @example
 * ```ts
 * import { escapeMarkup } from "#lib/core/escape_markup.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(escapeMarkup('a < "b" & c'), "a &lt; &quot;b&quot; &amp; c");
 * ```
 */
export function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
