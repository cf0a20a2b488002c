import { sendOutput } from "./output.ts";
import { expectAlternative } from "./show_svg.ts";

/** How a picture is shown. */
export interface PictureOptions {
  /** Width on the page in CSS pixels; by default the picture's own. The height follows. */
  readonly width?: number;
}

/**
 * Shows a PNG picture under the cell. Await it.
 *
 * @param png the bytes of a PNG file.
 * @param alternative says what the picture shows, for those who do not see it.
 * @throws {TypeError} when the bytes are no PNG file.
 * @throws {RangeError} when `alternative` is empty.
 */
export async function showPng(
  png: Uint8Array,
  alternative: string,
  { width }: PictureOptions = {},
): Promise<void> {
  const size = pngSize(png);
  expectAlternative(alternative);
  const shown = width ?? size.width;
  const height = Math.round(shown * size.height / size.width);
  await sendOutput(
    { "image/png": png.toBase64(), "text/plain": alternative },
    { metadata: { "image/png": { alt: alternative, width: shown, height } } },
  );
}

/**
 * Width and height in pixels, from the header of a PNG file.
 *
 * @throws {TypeError} when the bytes are no PNG file.
 */
export function pngSize(png: Uint8Array): { width: number; height: number } {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (png.length < 24 || signature.some((byte, i) => png[i] !== byte)) {
    throw new TypeError("these bytes are no PNG file: its signature is missing");
  }
  const header = new DataView(png.buffer, png.byteOffset);
  return { width: header.getUint32(16), height: header.getUint32(20) };
}
