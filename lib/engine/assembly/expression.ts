import { sumColumns } from "./sums";

/** Strips whose sums are taken together before they go into the total: long sums stay exact. */
const STRIPS_TOGETHER = 64;

/**
 * Evaluates an elementwise expression over elements `first … last - 1`, strip by strip: each step
 * runs over one strip that stays in the first-level cache, so that memory is passed once however
 * many steps there are.
 *
 * `operands`: pairs of 32-bit words (address, 1 if the address moves on with the strips or 0 if it
 * stays: scratch). `steps`: quadruples (operation, a, b, result), the last three operand numbers.
 * `sums`: pairs (operand number, not used here): the operand's rows of `columns` floats are summed
 * into `partials`, twice `columnBytes` for each (the total; room for the sums of a few strips).
 * `first` and `strip` are multiples of 4. Whole vectors are read and written: arrays must have room
 * for that behind their last element.
 */
export function evaluateStrips(
  operands: usize,
  steps: usize,
  stepCount: i32,
  sums: usize,
  sumCount: i32,
  columns: i32,
  columnBytes: usize,
  partials: usize,
  first: i32,
  last: i32,
  strip: i32,
): void {
  let together = 0;
  for (let start = first; start < last; start += strip) {
    const count = min(strip, last - start);
    const vectors = (count + 3) >> 2;
    const moved = (<usize>start) << 2;
    let step = steps;
    for (let s = 0; s < stepCount; s++) {
      const operation = load<i32>(step);
      const a = operand(operands, load<i32>(step, 4), moved);
      const b = operand(operands, load<i32>(step, 8), moved);
      const to = operand(operands, load<i32>(step, 12), moved);
      step += 16;
      run(operation, a, b, to, vectors);
    }
    if (sumCount == 0) continue;
    for (let s = 0; s < sumCount; s++) {
      const values = operand(operands, load<i32>(sums + ((<usize>s) << 3)), moved);
      const few = partials + ((<usize>s << 1) + 1) * columnBytes;
      sumColumns(values, count / columns, columns, few);
    }
    if (++together == STRIPS_TOGETHER || start + strip >= last) {
      addUp(partials, sumCount, columns, columnBytes);
      together = 0;
    }
  }
}

/** Adds the sums of a few strips to the totals, and empties them. */
function addUp(partials: usize, sumCount: i32, columns: i32, columnBytes: usize): void {
  for (let s = 0; s < sumCount; s++) {
    const total = partials + (<usize>s << 1) * columnBytes;
    sumColumns(total + columnBytes, 1, columns, total);
    memory.fill(total + columnBytes, 0, (<usize>columns) << 2);
  }
}

// @ts-ignore: decorator
@inline
function operand(operands: usize, number: i32, moved: usize): usize {
  const at = operands + ((<usize>number) << 3);
  return <usize>load<u32>(at) + (load<i32>(at, 4) ? moved : 0);
}

function run(operation: i32, a: usize, b: usize, to: usize, vectors: i32): void {
  const end = to + ((<usize>vectors) << 4);
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  switch (operation) {
    case 0:
      for (; to < end; to += 16, a += 16, b += 16) {
        v128.store(to, f32x4.add(v128.load(a), v128.load(b)));
      }
      break;
    case 1:
      for (; to < end; to += 16, a += 16, b += 16) {
        v128.store(to, f32x4.sub(v128.load(a), v128.load(b)));
      }
      break;
    case 2:
      for (; to < end; to += 16, a += 16, b += 16) {
        v128.store(to, f32x4.mul(v128.load(a), v128.load(b)));
      }
      break;
    case 3:
      for (; to < end; to += 16, a += 16, b += 16) {
        v128.store(to, f32x4.div(v128.load(a), v128.load(b)));
      }
      break;
    case 4:
      for (; to < end; to += 16, a += 16, b += 16) {
        v128.store(to, f32x4.min(v128.load(a), v128.load(b)));
      }
      break;
    case 5:
      for (; to < end; to += 16, a += 16, b += 16) {
        v128.store(to, f32x4.max(v128.load(a), v128.load(b)));
      }
      break;
    case 6:
      for (; to < end; to += 16, a += 16, b += 16) {
        const difference = f32x4.sub(v128.load(a), v128.load(b));
        v128.store(to, f32x4.mul(difference, difference));
      }
      break;
    case 7:
      for (; to < end; to += 16, a += 16) v128.store(to, f32x4.neg(v128.load(a)));
      break;
    case 8:
      for (; to < end; to += 16, a += 16) v128.store(to, f32x4.abs(v128.load(a)));
      break;
    case 9:
      for (; to < end; to += 16, a += 16) {
        const x = v128.load(a);
        v128.store(to, f32x4.mul(x, x));
      }
      break;
    case 10:
      for (; to < end; to += 16, a += 16) v128.store(to, f32x4.sqrt(v128.load(a)));
      break;
    case 11:
      for (; to < end; to += 16, a += 16) {
        v128.store(to, f32x4.div(one, f32x4.sqrt(v128.load(a))));
      }
      break;
    case 12:
      for (; to < end; to += 16, a += 16) v128.store(to, f32x4.div(one, v128.load(a)));
      break;
    case 13:
      for (; to < end; to += 16, a += 16) v128.store(to, f32x4.max(v128.load(a), zero));
      break;
    case 14: // 1 where positive, 0 elsewhere, NaN where NaN
      for (; to < end; to += 16, a += 16) {
        const x = v128.load(a);
        const positive = v128.and(f32x4.gt(x, zero), one);
        v128.store(to, v128.bitselect(x, positive, f32x4.ne(x, x)));
      }
      break;
    case 15: // a copy: a vector or number spread over an array
      for (; to < end; to += 16, a += 16) v128.store(to, v128.load(a));
      break;
    default:
      unreachable();
  }
}
