/** A grey picture in any unit, row-major. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly values: Float64Array;
}

/**
 * A picture at `size` x `size` where each pixel is the mean of the area that it covers in the old one:
 * nothing is skipped when a photo shrinks, which plain interpolation would do.
 */
export function resizeByArea(image: GreyImage, size: number): GreyImage {
  const columns = coverage(image.width, size);
  const rows = coverage(image.height, size);
  const values = new Float64Array(size * size);
  rows.forEach((row, y) =>
    columns.forEach((column, x) => {
      let sum = 0;
      for (const [j, down] of row) {
        for (const [i, across] of column) sum += down * across * image.values[j * image.width + i];
      }
      values[y * size + x] = sum;
    })
  );
  return { width: size, height: size, values };
}

/** For each new pixel along one axis: the old pixels it covers, with their shares, which sum to 1. */
function coverage(from: number, to: number): [index: number, share: number][][] {
  const scale = from / to;
  return Array.from({ length: to }, (_, k) => {
    const [start, end] = [k * scale, (k + 1) * scale];
    const covered: [number, number][] = [];
    for (let i = Math.floor(start); i < Math.min(Math.ceil(end), from); i++) {
      const share = (Math.min(i + 1, end) - Math.max(i, start)) / scale;
      if (share > 1e-9) covered.push([i, share]);
    }
    return covered;
  });
}
