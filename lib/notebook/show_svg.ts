import { escapeMarkup } from "../core/escape_markup.ts";
import { sendOutput } from "./output.ts";

/**
 * Shows a drawing under the cell. Await it.
 *
 * @param svg the text of an SVG file.
 * @param alternative says what the drawing shows, for those who do not see it.
 * @throws {TypeError} when `svg` is not the text of an SVG file.
 * @throws {RangeError} when `alternative` is empty.
 */
export async function showSvg(svg: string, alternative: string): Promise<void> {
  if (!/<svg[\s>]/.test(svg)) throw new TypeError("showSvg needs the text of an SVG file");
  expectAlternative(alternative);
  await sendOutput(
    { "image/svg+xml": described(svg, alternative), "text/plain": alternative },
    { metadata: { "image/svg+xml": { alt: alternative } } },
  );
}

/** @throws {RangeError} when there are no words for those who do not see the picture. */
export function expectAlternative(alternative: string): void {
  if (alternative.trim() === "") {
    throw new RangeError("a picture needs a sentence that says what it shows; this one is empty");
  }
}

/** The drawing with the words in it, where screen readers look for them. */
export function described(svg: string, alternative: string): string {
  if (/<svg[^>]*\srole=/.test(svg)) return svg;
  const label = escapeMarkup(alternative);
  return svg.replace(/<svg(?=[\s>])/, () => `<svg role="img" aria-label="${label}"`);
}
