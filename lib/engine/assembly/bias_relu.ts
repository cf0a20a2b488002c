const RELU = 1;
const BIAS = 2;

/** Adds `bias[columns]` to every row and applies ReLU, in place. NaN stays NaN. */
export function addBiasRelu(values: usize, rows: i32, columns: i32, bias: usize, flags: i32): void {
  const zero = f32x4.splat(0);
  const relu = (flags & RELU) != 0;
  const hasBias = (flags & BIAS) != 0;
  if (!hasBias) {
    const count = rows * columns;
    let i = 0;
    for (; i + 4 <= count; i += 4) {
      const at = values + ((<usize>i) << 2);
      v128.store(at, f32x4.max(v128.load(at), zero));
    }
    for (; i < count; i++) {
      const at = values + ((<usize>i) << 2);
      store<f32>(at, max<f32>(load<f32>(at), 0));
    }
    return;
  }
  let row = values;
  const rowBytes = (<usize>columns) << 2;
  for (let r = 0; r < rows; r++) {
    let c = 0;
    for (; c + 4 <= columns; c += 4) {
      const offset = (<usize>c) << 2;
      const sum = f32x4.add(v128.load(row + offset), v128.load(bias + offset));
      v128.store(row + offset, relu ? f32x4.max(sum, zero) : sum);
    }
    for (; c < columns; c++) {
      const offset = (<usize>c) << 2;
      const sum = load<f32>(row + offset) + load<f32>(bias + offset);
      store<f32>(row + offset, relu ? max<f32>(sum, 0) : sum);
    }
    row += rowBytes;
  }
}
