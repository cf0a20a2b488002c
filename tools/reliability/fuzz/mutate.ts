import type { Rng } from "#lib/core/rng.ts";

const SPECIAL_BYTES = [0, 1, 0x7f, 0x80, 0xff, 0x0a, 0x0d, 0x22, 0x2c];
const SPECIAL_WORDS = [
  ..."0 -1 1e999 -1e39 NaN Infinity null true 0x10 00012 1e-400 2147483648 99999999999 1_000".split(
    " ",
  ),
  "",
  '"',
  "'",
  "\\",
  "\0",
  "\uFEFF",
  "𝟙",
  "__proto__",
  "constructor",
  "{",
  "[",
  ",",
];

/**
 * Bytes made wrong the way transport, disks and strangers make them: cut off, flipped, set, doubled,
 * left out, moved, joined with another file's.
 */
export function mutateBytes(
  bytes: Uint8Array,
  { rng, other }: { rng: Rng; other: Uint8Array },
): Uint8Array<ArrayBuffer> {
  let result = Uint8Array.from(bytes);
  for (let rounds = 1 + rng.integer(3); rounds > 0; rounds--) {
    result = mutateOnce(result, { rng, other });
  }
  return result;
}

function mutateOnce(
  bytes: Uint8Array<ArrayBuffer>,
  { rng, other }: { rng: Rng; other: Uint8Array },
): Uint8Array<ArrayBuffer> {
  const n = bytes.length;
  const at = rng.integer(n + 1);
  const length = Math.min(n - at, 1 + rng.integer(rng.next() < 0.5 ? 8 : 400));
  const [before, piece, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  switch (rng.integer(8)) {
    case 0:
      return before.slice();
    case 1:
      return joined(before, after);
    case 2:
      return joined(before, piece, piece, after);
    case 3:
      return joined(before, Uint8Array.from(piece, () => rng.integer(256)), after);
    case 4:
      return joined(before, Uint8Array.from(piece, () => pick(SPECIAL_BYTES, rng)), after);
    case 5:
      return joined(before, other.subarray(rng.integer(other.length + 1)));
    case 6: {
      const number = new DataView(new ArrayBuffer(8));
      number.setBigUint64(0, BigInt(Math.trunc(2 ** (rng.next() * 63))), rng.next() < 0.5);
      return joined(before, new Uint8Array(number.buffer).subarray(0, 1 << rng.integer(4)), after);
    }
    default: {
      const flipped = bytes.slice();
      for (let k = 1 + rng.integer(4); k > 0 && n > 0; k--) {
        flipped[rng.integer(n)] ^= 1 << rng.integer(8);
      }
      return flipped;
    }
  }
}

/** A text with words, lines or characters replaced, doubled, left out or put elsewhere. */
export function mutateText(text: string, rng: Rng): string {
  let result = text;
  for (let rounds = 1 + rng.integer(3); rounds > 0; rounds--) {
    const parts = result.split(pick([/(?<=\n)/, /(?=[\s,:])/, /(?=[{}[\]"'])/], rng));
    const at = rng.integer(parts.length);
    switch (rng.integer(5)) {
      case 0:
        parts.splice(at, 1);
        break;
      case 1:
        parts.splice(at, 0, parts[at]);
        break;
      case 2:
        parts[at] = parts[at].replace(/[^\s,:]+/, pick(SPECIAL_WORDS, rng));
        break;
      case 3:
        parts.splice(at, 0, pick(SPECIAL_WORDS, rng));
        break;
      default:
        [parts[at], parts[0]] = [parts[0], parts[at]];
    }
    result = parts.join("");
  }
  return result;
}

export function pick<T>(items: readonly T[], rng: Rng): T {
  return items[rng.integer(items.length)];
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (result.set(part, at), at + part.length), 0);
  return result;
}
