/**
 * `to[columns] += ` a vector of `rows` numbers times a matrix `[rows, columns]`; columns come in fours.
 * Eight rows at a time: there is nothing to win but the speed at which memory is read, which takes
 * several streams, and few passes over the sums.
 */
export function multiplyVector(
  vector: usize,
  matrix: usize,
  rows: i32,
  columns: i32,
  to: usize,
): void {
  const row = (<usize>columns) << 2;
  let r = 0;
  for (; r + 8 <= rows; r += 8) {
    addEight(vector, matrix, row, to);
    matrix += row << 3;
    vector += 32;
  }
  for (; r < rows; r++) {
    addOne(vector, matrix, row, to);
    matrix += row;
    vector += 4;
  }
}

// @ts-ignore: decorator
@inline
function addEight(vector: usize, matrix: usize, row: usize, to: usize): void {
  const x0 = v128.load32_splat(vector);
  const x1 = v128.load32_splat(vector, 4);
  const x2 = v128.load32_splat(vector, 8);
  const x3 = v128.load32_splat(vector, 12);
  const x4 = v128.load32_splat(vector, 16);
  const x5 = v128.load32_splat(vector, 20);
  const x6 = v128.load32_splat(vector, 24);
  const x7 = v128.load32_splat(vector, 28);
  for (const end = to + row; to < end; to += 16) {
    let even = v128.load(to);
    let odd = f32x4.mul(x1, v128.load(matrix + row));
    even = f32x4.relaxed_madd(x0, v128.load(matrix), even);
    even = f32x4.relaxed_madd(x2, v128.load(matrix + row * 2), even);
    odd = f32x4.relaxed_madd(x3, v128.load(matrix + row * 3), odd);
    even = f32x4.relaxed_madd(x4, v128.load(matrix + row * 4), even);
    odd = f32x4.relaxed_madd(x5, v128.load(matrix + row * 5), odd);
    even = f32x4.relaxed_madd(x6, v128.load(matrix + row * 6), even);
    odd = f32x4.relaxed_madd(x7, v128.load(matrix + row * 7), odd);
    v128.store(to, f32x4.add(even, odd));
    matrix += 16;
  }
}

// @ts-ignore: decorator
@inline
function addOne(vector: usize, matrix: usize, row: usize, to: usize): void {
  const x = v128.load32_splat(vector);
  for (const end = to + row; to < end; to += 16) {
    v128.store(to, f32x4.relaxed_madd(x, v128.load(matrix), v128.load(to)));
    matrix += 16;
  }
}
