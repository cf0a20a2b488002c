import decodeHeic from "heic-decode";
import sharp, { type Sharp } from "sharp";
import { faultMessage, messageOf } from "../../core/errors.ts";
import { bytes as size } from "../../core/format.ts";
import type { Photo } from "../../preprocess/photo.ts";
import { heicPixels } from "./heic_pixels.ts";

/** How a photo is read. */
export interface ReadPhotoOptions {
  /** What errors call it; a path by default. */
  readonly name?: string;
  /** Longest side of the result, pixels; larger photos are made smaller. Default 2048. */
  readonly longestSide?: number;
}

/** Photos beyond this many pixels are refused: they would take gigabytes in memory. */
const MOST_PIXELS = 150_000_000;
const MOST_BYTES = 100_000_000;

/** Marks of HEIC in the list of brands that such a file begins with (ISO/IEC 23008-12). */
const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx"];

/**
 * Reads a photo as cameras, phones and screens make them: JPEG (CMYK too), PNG (16 bits and
 * transparency too), WebP, AVIF, GIF, TIFF, and HEIC of iPhones. It comes out upright, as its
 * orientation mark says, in sRGB, with transparent parts laid on white.
 *
 * @param source a path, or the bytes of a file
 * @throws {SyntaxError} for what is no photo, or a broken one; {@link RangeError} for a photo that is
 * too large; {@link Deno.errors.NotFound} for a path that leads nowhere.
 *
 * @example
 * ```ts
 * import { encode } from "fast-png";
 * import { readPhoto } from "#lib/data/photos/read_photo.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const file = encode({ width: 2, height: 1, data: Uint8Array.of(7, 90), channels: 1 });
 * const photo = await readPhoto(file);
 * deepStrictEqual([photo.width, photo.height, ...photo.pixels], [2, 1, 7, 7, 7, 90, 90, 90]);
 * ```
 */
export async function readPhoto(
  source: string | Uint8Array,
  options: ReadPhotoOptions = {},
): Promise<Photo> {
  const { longestSide = 2048 } = options;
  const file = options.name ?? (typeof source === "string" ? source : "the photo");
  const bytes = typeof source === "string" ? await Deno.readFile(source) : source;
  if (bytes.length > MOST_BYTES) {
    throw new RangeError(
      faultMessage(`${size(bytes.length)} are too much for a photo`, { file }, "Save it smaller."),
    );
  }
  try {
    const image = isHeic(bytes) ? await openHeic(bytes) : sharp(bytes, {
      limitInputPixels: MOST_PIXELS,
      failOn: "error",
    }).autoOrient();
    const { data, info } = await image
      .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "white" })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    const pixels = info.channels === 3
      ? new Uint8Array(data.buffer, data.byteOffset, data.length)
      : Uint8Array.from(
        { length: info.width * info.height * 3 },
        (_, i) => data[Math.floor(i / 3) * info.channels],
      );
    return { width: info.width, height: info.height, pixels };
  } catch (error) {
    const large = /pixel limit/.test(messageOf(error));
    const Kind = large ? RangeError : SyntaxError;
    const remedy = large
      ? "Save it smaller."
      : "Save it as JPEG or PNG with a program that can open it, or take another one.";
    const what = large
      ? "the photo has too many pixels"
      : `no photo that can be read (${messageOf(error).split("\n")[0]})`;
    throw new Kind(faultMessage(what, { file }, remedy), { cause: error });
  }
}

function isHeic(bytes: Uint8Array): boolean {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, 64));
  if (text.slice(4, 8) !== "ftyp") return false;
  const end = (bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3];
  const brands = text.slice(8, Math.min(end, 64)).match(/.{4}/gs) ?? [];
  return brands.some((brand) => HEIC_BRANDS.includes(brand));
}

/** libheif turns the picture upright itself, so that it must not be turned again. */
async function openHeic(bytes: Uint8Array): Promise<Sharp> {
  if (heicPixels(bytes) > MOST_PIXELS) throw new RangeError("the photo exceeds the pixel limit");
  const { width, height, data } = await decodeHeic({ buffer: bytes });
  return sharp(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), {
    raw: { width, height, channels: 4 },
  });
}
