/**
 * `to[columns] += ` a vector of `rows` numbers times a matrix `[rows, columns]`; columns come in fours.
 * There is nothing to win but the speed at which memory is read: row by row, in one stream. Several rows
 * at a time would spare passes over the sums, which stay in the first cache anyway, and rows that lie
 * a power of two apart would drive each other out of it.
 */
export function multiplyVector(
  vector: usize,
  matrix: usize,
  rows: i32,
  columns: i32,
  to: usize,
): void {
  const row = (<usize>columns) << 2;
  for (let r = 0; r < rows; r++) {
    addRow(v128.load32_splat(vector), matrix, row, to);
    matrix += row;
    vector += 4;
  }
}

// @ts-ignore: decorator
@inline
function addRow(x: v128, matrix: usize, bytes: usize, to: usize): void {
  const end = to + bytes;
  for (; to + 64 <= end; to += 64) {
    const sum0 = f32x4.relaxed_madd(x, v128.load(matrix), v128.load(to));
    const sum1 = f32x4.relaxed_madd(x, v128.load(matrix, 16), v128.load(to, 16));
    const sum2 = f32x4.relaxed_madd(x, v128.load(matrix, 32), v128.load(to, 32));
    const sum3 = f32x4.relaxed_madd(x, v128.load(matrix, 48), v128.load(to, 48));
    v128.store(to, sum0);
    v128.store(to, sum1, 16);
    v128.store(to, sum2, 32);
    v128.store(to, sum3, 48);
    matrix += 64;
  }
  for (; to < end; to += 16) {
    v128.store(to, f32x4.relaxed_madd(x, v128.load(matrix), v128.load(to)));
    matrix += 16;
  }
}
