import type { Rng } from "../core/rng.ts";

/**
 * Mixes the samples of a batch in pairs, in place: the first with the last, the second with the one
 * before the last, and so on. Each becomes `weight` of itself and `1 - weight` of its partner, image
 * and target alike, with a weight from Beta(alpha, alpha) for each pair. So a network is asked to answer
 * between its examples in proportion, and can learn fewer of them by heart (Zhang et al., mixup, 2018).
 *
 * The one in the middle of an odd number stays as it is.
 *
 * @param x `[n, width]` images
 * @param y `[n, classes]` targets
 * @param alpha above 0, up to 1: near 0 hardly anything is mixed, at 1 every weight is as likely.
 */
export function mixPairs(
  x: Float32Array,
  y: Float32Array,
  { n, alpha, rng }: { readonly n: number; readonly alpha: number; readonly rng: Rng },
): void {
  for (let i = 0; i < n >> 1; i++) {
    const weight = beta(alpha, rng);
    blend(x, i, n - 1 - i, x.length / n, weight);
    blend(y, i, n - 1 - i, y.length / n, weight);
  }
}

function blend(rows: Float32Array, i: number, j: number, width: number, weight: number): void {
  for (let k = 0; k < width; k++) {
    const [one, other] = [rows[i * width + k], rows[j * width + k]];
    rows[i * width + k] = weight * one + (1 - weight) * other;
    rows[j * width + k] = weight * other + (1 - weight) * one;
  }
}

/** A draw from Beta(alpha, alpha), for alpha up to 1 (Jöhnk 1964). */
function beta(alpha: number, rng: Rng): number {
  while (true) {
    const [one, other] = [rng.next() ** (1 / alpha), rng.next() ** (1 / alpha)];
    // Both powers may be too small to be told from 0.
    if (one + other <= 1 && one + other > 0) return one / (one + other);
  }
}
