import { EMOTION_COUNT } from "../core/emotions.ts";
import type { Fer2013Layout } from "./fer2013_layout.ts";
import { USAGES } from "./usages.ts";

/** Pixels in one image: 48 x 48. */
export const PIXELS = 48 * 48;

const [ZERO, SPACE, COMMA, QUOTE] = [48, 32, 44, 34];
const USAGE_BYTES = USAGES.map((usage) => new TextEncoder().encode(usage));

/**
 * Reads rows of a FER2013 table from bytes, making no string of any pixel.
 *
 * It only says whether a row is right; what is wrong with one is for `explainFer2013Row` to find
 * out, which may take its time.
 */
export class Fer2013RowReader {
  /** Label of the row read last, 0 to 6. */
  emotion = 0;
  /** Index into `USAGES` of the row read last; 0, Training, in a file without that column. */
  usage = 0;
  readonly #layout: Fer2013Layout;

  constructor(layout: Fer2013Layout) {
    this.#layout = layout;
  }

  /**
   * Reads the row that starts at `bytes[start]`. The line must end within `bytes`: nothing of a row
   * can be taken for a line end, so reading never runs into the next one.
   *
   * @param into receives the row's 2304 pixels from byte `at` on.
   * @returns the place behind the row's last field; -1 if a field is not as it must be, and then
   *   nothing that this left behind counts.
   */
  read(bytes: Uint8Array, start: number, into: Uint8Array, at: number): number {
    let p = start;
    for (let column = 0; column < this.#layout.length; column++) {
      if (column > 0 && bytes[p++] !== COMMA) return -1;
      while (bytes[p] === SPACE) p++;
      const isQuoted = bytes[p] === QUOTE;
      if (isQuoted) p++;
      switch (this.#layout[column]) {
        case "emotion":
          this.emotion = bytes[p++] - ZERO;
          if (!(this.emotion >= 0 && this.emotion < EMOTION_COUNT)) return -1;
          break;
        case "pixels":
          p = readPixels(bytes, p, into, at);
          if (p < 0) return -1;
          break;
        case "usage":
          this.usage = usageAt(bytes, p);
          if (this.usage < 0) return -1;
          p += USAGE_BYTES[this.usage].length;
      }
      if (isQuoted && bytes[p++] !== QUOTE) return -1;
    }
    return p;
  }
}

/**
 * 2304 numbers of one to three digits, one space between each two.
 *
 * @returns the place after the last digit, or -1.
 */
function readPixels(bytes: Uint8Array, p: number, into: Uint8Array, at: number): number {
  const end = at + PIXELS;
  for (;;) {
    let value = bytes[p++] - ZERO;
    if (!(value >= 0 && value <= 9)) return -1;
    let digit = bytes[p++] - ZERO;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digit = bytes[p++] - ZERO;
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        if (value > 255) return -1;
        digit = bytes[p++] - ZERO;
      }
    }
    into[at++] = value;
    if (at === end) return p - 1;
    if (digit !== SPACE - ZERO) return -1;
  }
}

/** The usage whose name stands at `p`, or -1. No name is the beginning of another. */
function usageAt(bytes: Uint8Array, p: number): number {
  return USAGE_BYTES.findIndex((name) => name.every((byte, i) => bytes[p + i] === byte));
}
