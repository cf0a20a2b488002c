import type { Heap } from "../memory/heap.ts";
import type { Gemm } from "./gemm.ts";

/**
 * Multiplies small matrices in every way that the engine uses and compares, before anything depends
 * on it: the native functions are found by their places in a table.
 *
 * @throws {Error} if a product is wrong.
 */
export function checkGemm(gemm: Gemm, heap: Heap): void {
  const [m, n, k] = [3, 5, 4];
  const blocks = [m * k, k * n, m * n].map((length) => heap.allocate(length * 2 * 4));
  const [a, b, c] = blocks.map(({ address }) => address);
  const [x, y] = [heap.floats(a, m * k * 2), heap.floats(b, k * n * 2)];
  x.forEach((_, i) => x[i] = (i % 7) - 3);
  y.forEach((_, i) => y[i] = (i % 5) - 2);
  try {
    for (let ways = 0; ways < 8; ways++) {
      const [transposeA, transposeB, accumulate] = [1, 2, 4].map((bit) => (ways & bit) !== 0);
      const result = heap.floats(c, m * n * 2);
      const compare = (batch: number, added: number) => {
        for (let at = 0; at < batch * m * n; at++) {
          const [i, row, column] = [Math.floor(at / m / n), Math.floor(at / n) % m, at % n];
          let sum = added;
          for (let d = 0; d < k; d++) {
            const left = transposeA ? d * m + row : row * k + d;
            const right = transposeB ? column * k + d : d * n + column;
            sum += x[i * m * k + left] * y[i * k * n + right];
          }
          if (result[at] !== sum) throw new Error("The native library multiplies wrongly.");
        }
      };
      result.fill(2);
      gemm.multiply({ a, b, c, m, n, k, transposeA, transposeB, accumulate });
      compare(1, accumulate ? 2 : 0);
      if (accumulate) continue;
      gemm.multiplyBatch({ a, b, c, m, n, k, batch: 2, transposeA, transposeB });
      compare(2, 0);
    }
  } finally {
    for (const block of blocks) heap.free(block);
  }
}
