/** `sums[columns] += ` the sum over `rows`. Rows are taken one after the other. */
export function sumColumns(values: usize, rows: i32, columns: i32, sums: usize): void {
  const rowBytes = (<usize>columns) << 2;
  let c = 0;
  for (; c + 16 <= columns; c += 16) {
    const offset = (<usize>c) << 2;
    let s0 = v128.load(sums + offset);
    let s1 = v128.load(sums + offset, 16);
    let s2 = v128.load(sums + offset, 32);
    let s3 = v128.load(sums + offset, 48);
    let at = values + offset;
    for (let r = 0; r < rows; r++) {
      s0 = f32x4.add(s0, v128.load(at));
      s1 = f32x4.add(s1, v128.load(at, 16));
      s2 = f32x4.add(s2, v128.load(at, 32));
      s3 = f32x4.add(s3, v128.load(at, 48));
      at += rowBytes;
    }
    v128.store(sums + offset, s0);
    v128.store(sums + offset, s1, 16);
    v128.store(sums + offset, s2, 32);
    v128.store(sums + offset, s3, 48);
  }
  for (; c < columns; c++) {
    const offset = (<usize>c) << 2;
    let sum = load<f32>(sums + offset);
    let at = values + offset;
    for (let r = 0; r < rows; r++) {
      sum += load<f32>(at);
      at += rowBytes;
    }
    store<f32>(sums + offset, sum);
  }
}

/** `to[count] = ` the sum of `blocks` arrays that lie `stride` bytes apart, in their order. */
export function addBlocks(from: usize, blocks: i32, stride: usize, to: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const offset = (<usize>i) << 2;
    let sum = v128.load(from + offset);
    let at = from + offset;
    for (let b = 1; b < blocks; b++) {
      at += stride;
      sum = f32x4.add(sum, v128.load(at));
    }
    v128.store(to + offset, sum);
  }
  for (; i < count; i++) {
    const offset = (<usize>i) << 2;
    let sum = load<f32>(from + offset);
    let at = from + offset;
    for (let b = 1; b < blocks; b++) {
      at += stride;
      sum += load<f32>(at);
    }
    store<f32>(to + offset, sum);
  }
}
