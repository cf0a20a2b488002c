import { hash } from "node:crypto";

/** How many bytes of the digest make a pixel hash. */
export const PIXEL_HASH_BYTES = 6;

/**
 * A number that stands for an image's exact pixels: the first 48 bits of their SHA-256, big-endian.
 *
 * 48 bits, because they fit a JavaScript number exactly and six bytes in a file, and because
 * FER2013's 28,709 x 7,178 pairs of training and test images then meet by chance with probability
 * below one in a million (32 bits: one in twenty). SHA-256, because anyone can compute it with
 * any language's standard library.
 *
 * @param pixels uint8, one byte a pixel, row by row.
 *
 * @example
 * ```ts
 * import { pixelHash } from "#lib/data/pixel_hash.ts";
 * import { strictEqual } from "node:assert/strict";
 * // printf '\x01\x02\x03' | sha256sum | cut -c1-12
 * strictEqual(pixelHash(Uint8Array.of(1, 2, 3)).toString(16).padStart(12, "0"), "039058c6f2c0");
 * ```
 */
export function pixelHash(pixels: Uint8Array): number {
  return parseInt(hash("sha256", pixels, "hex").slice(0, 2 * PIXEL_HASH_BYTES), 16);
}
