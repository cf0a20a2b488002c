import { encode } from "fast-png";

/** A picture of 8-bit values, row-major: grey (one value a pixel) or RGB (three). */
export interface Picture {
  /** `[height, width]` or `[height, width, 3]` uint8, 0 to 255. */
  readonly pixels: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/**
 * A picture as a `data:image/png;base64,…` address, for charts and HTML.
 *
 * @throws {RangeError} when the number of values fits neither grey nor RGB.
 */
export function pictureUri({ pixels, width, height }: Picture): string {
  const channels = pixels.length / (width * height);
  if (channels !== 1 && channels !== 3) {
    throw new RangeError(
      `${pixels.length} values are no ${width}x${height} picture: ` +
        `pass ${width * height} for grey or ${width * height * 3} for RGB`,
    );
  }
  const data = pixels instanceof Uint8Array ? pixels : new Uint8Array(pixels);
  return `data:image/png;base64,${encode({ width, height, data, channels }).toBase64()}`;
}
