/** A band of `width` columns of a matrix with rows of `stride` floats becomes a matrix of its own. */
export function copyColumns(from: usize, rows: i32, stride: i32, width: i32, to: usize): void {
  const step = (<usize>stride) << 2;
  const bytes = (<usize>width) << 2;
  for (let r = 0; r < rows; r++) {
    memory.copy(to, from, bytes);
    from += step;
    to += bytes;
  }
}

/** The way back of `copyColumns`. */
export function placeColumns(from: usize, rows: i32, stride: i32, width: i32, to: usize): void {
  const step = (<usize>stride) << 2;
  const bytes = (<usize>width) << 2;
  for (let r = 0; r < rows; r++) {
    memory.copy(to, from, bytes);
    to += step;
    from += bytes;
  }
}

/** `to[width, rows]` = transpose of a band of `width` columns; its source has rows of `stride` floats. */
export function copyColumnsTransposed(
  from: usize,
  rows: i32,
  stride: i32,
  width: i32,
  to: usize,
): void {
  transpose(from, rows, width, (<usize>stride) << 2, to, (<usize>rows) << 2);
}

/** `from[width, rows]` goes, transposed, into a band of `width` columns of rows of `stride` floats. */
export function placeColumnsTransposed(
  from: usize,
  rows: i32,
  stride: i32,
  width: i32,
  to: usize,
): void {
  transpose(from, width, rows, (<usize>rows) << 2, to, (<usize>stride) << 2);
}

/** `to[columns, rows]` = transpose of `from[rows, columns]`; both may have wider rows. */
function transpose(
  from: usize,
  rows: i32,
  columns: i32,
  fromStep: usize,
  to: usize,
  toStep: usize,
): void {
  let c = 0;
  for (; c + 4 <= columns; c += 4) {
    let r = 0;
    const column = from + ((<usize>c) << 2);
    const target = to + <usize>c * toStep;
    for (; r + 4 <= rows; r += 4) {
      const source = column + <usize>r * fromStep;
      const a = v128.load(source);
      const b = v128.load(source + fromStep);
      const d = v128.load(source + fromStep * 2);
      const e = v128.load(source + fromStep * 3);
      const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const de0 = v128.shuffle<f32>(d, e, 0, 4, 1, 5);
      const de1 = v128.shuffle<f32>(d, e, 2, 6, 3, 7);
      const place = target + ((<usize>r) << 2);
      v128.store(place, v128.shuffle<f32>(ab0, de0, 0, 1, 4, 5));
      v128.store(place + toStep, v128.shuffle<f32>(ab0, de0, 2, 3, 6, 7));
      v128.store(place + toStep * 2, v128.shuffle<f32>(ab1, de1, 0, 1, 4, 5));
      v128.store(place + toStep * 3, v128.shuffle<f32>(ab1, de1, 2, 3, 6, 7));
    }
    for (; r < rows; r++) {
      const source = column + <usize>r * fromStep;
      const place = target + ((<usize>r) << 2);
      store<f32>(place, load<f32>(source));
      store<f32>(place + toStep, load<f32>(source, 4));
      store<f32>(place + toStep * 2, load<f32>(source, 8));
      store<f32>(place + toStep * 3, load<f32>(source, 12));
    }
  }
  for (; c < columns; c++) {
    const column = from + ((<usize>c) << 2);
    const target = to + <usize>c * toStep;
    for (let r = 0; r < rows; r++) {
      store<f32>(target + ((<usize>r) << 2), load<f32>(column + <usize>r * fromStep));
    }
  }
}
