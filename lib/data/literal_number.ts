/** What {@link literalNumber} found; one object serves many calls. */
export class NumberScan {
  /** The number, where `valid`. */
  value = 0;
  /** Where the word ends. */
  next = 0;
  /** Whether the word is a finite decimal number. */
  valid = false;
}

/** Digits beyond these say nothing that float32 could keep. */
const DIGITS = 15;

/** Powers of ten that doubles hold exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/**
 * A decimal number in ASCII, such as `-9.3E-5`, read from `at` on into `scan`.
 *
 * Up to 15 significant digits count, the rest only for size: the result is within 2 parts in 10^15
 * of the number as written, far below what float32 tells apart.
 */
export function literalNumber(
  bytes: Uint8Array,
  at: number,
  end: number,
  scan: NumberScan,
): void {
  const negative = bytes[at] === 45;
  if (negative || bytes[at] === 43) at++;
  let [mantissa, kept, exponent, digits] = [0, 0, 0, 0];
  let point = false;
  for (; at < end; at++) {
    const digit = bytes[at] - 48;
    if (digit >= 0 && digit <= 9) {
      digits++;
      if (kept < DIGITS) {
        mantissa = mantissa * 10 + digit;
        if (mantissa > 0) kept++;
        if (point) exponent--;
      } else if (!point) exponent++;
    } else if (digit === -2 && !point) point = true;
    else break;
  }
  let valid = digits > 0;
  if (valid && at < end && (bytes[at] | 32) === 101) {
    at++;
    const down = bytes[at] === 45;
    if (down || bytes[at] === 43) at++;
    let [power, length] = [0, 0];
    for (; at < end && bytes[at] >= 48 && bytes[at] <= 57; at++, length++) {
      power = Math.min(power * 10 + bytes[at] - 48, 9999);
    }
    if (length === 0) valid = false;
    exponent += down ? -power : power;
  }
  // The word must end here: at a comma, a bracket, a blank or a comment.
  for (; at < end && !endsWord(bytes[at]); at++) valid = false;
  const size = scaled(mantissa, exponent);
  scan.value = negative ? -size : size;
  scan.next = at;
  scan.valid = valid && Math.abs(size) < 3.4e38;
}

function scaled(mantissa: number, exponent: number): number {
  if (exponent === 0 || mantissa === 0) return mantissa;
  if (exponent < 0) {
    return exponent >= -22 ? mantissa / POWERS[-exponent] : mantissa * 10 ** exponent;
  }
  return exponent <= 22 ? mantissa * POWERS[exponent] : mantissa * 10 ** exponent;
}

function endsWord(byte: number): boolean {
  return byte === 44 || byte === 93 || byte === 125 || byte <= 32 || byte === 35;
}
