import { sumColumns } from "./sums";

/** Strips whose sums are taken together before they go into the total: long sums stay exact. */
const STRIPS_TOGETHER = 64;

/**
 * Evaluates an elementwise expression over elements `first … last - 1`, strip by strip: each step
 * runs over one strip that stays in the first-level cache, so that memory is passed once however
 * many steps there are.
 *
 * `operands`: pairs of 32-bit words (address, 1 if the address moves on with the strips or 0 if it
 * stays: scratch). `steps`: five words (operation, a, b, c, result), the last four operand numbers.
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
      const c = operand(operands, load<i32>(step, 12), moved);
      const to = operand(operands, load<i32>(step, 16), moved);
      step += 20;
      if (operation == 17) multiplyAdd(a, b, c, to, vectors);
      else run(operation, a, b, to, vectors);
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
export function addUp(partials: usize, sumCount: i32, columns: i32, columnBytes: usize): void {
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

/** One operation on one vector; the number is known when this is compiled into its loop. */
// @ts-ignore: decorator
@inline
function apply(operation: i32, x: v128, y: v128): v128 {
  if (operation == 0) return f32x4.add(x, y);
  if (operation == 1) return f32x4.sub(x, y);
  if (operation == 2) return f32x4.mul(x, y);
  if (operation == 3) return f32x4.div(x, y);
  if (operation == 4) return f32x4.min(x, y);
  if (operation == 5) return f32x4.max(x, y);
  if (operation == 6) return f32x4.mul(f32x4.sub(x, y), f32x4.sub(x, y));
  if (operation == 7) return f32x4.neg(x);
  if (operation == 8) return f32x4.abs(x);
  if (operation == 9) return f32x4.mul(x, x);
  if (operation == 10) return f32x4.sqrt(x);
  if (operation == 11) return f32x4.div(f32x4.splat(1), f32x4.sqrt(x));
  if (operation == 12) return f32x4.div(f32x4.splat(1), x);
  // In this order `pmax` keeps NaN.
  if (operation == 13) return f32x4.pmax(x, f32x4.splat(0));
  if (operation == 14) {
    // 1 where positive, 0 elsewhere, NaN where NaN.
    const positive = v128.and(f32x4.gt(x, f32x4.splat(0)), f32x4.splat(1));
    return v128.bitselect(x, positive, f32x4.ne(x, x));
  }
  if (operation == 16) {
    const open = v128.and(f32x4.gt(y, f32x4.splat(0)), x);
    return v128.bitselect(y, open, f32x4.ne(y, y));
  }
  return x;
}

/** A loop over a strip, four vectors at a time. */
// @ts-ignore: decorator
@inline
function loop(operation: i32, a: usize, b: usize, to: usize, vectors: i32): void {
  const end = to + ((<usize>vectors) << 4);
  const fours = to + ((<usize>(vectors & ~3)) << 4);
  for (; to < fours; to += 64, a += 64, b += 64) {
    v128.store(to, apply(operation, v128.load(a), v128.load(b)));
    v128.store(to, apply(operation, v128.load(a, 16), v128.load(b, 16)), 16);
    v128.store(to, apply(operation, v128.load(a, 32), v128.load(b, 32)), 32);
    v128.store(to, apply(operation, v128.load(a, 48), v128.load(b, 48)), 48);
  }
  for (; to < end; to += 16, a += 16, b += 16) {
    v128.store(to, apply(operation, v128.load(a), v128.load(b)));
  }
}

/** The first times the second, plus the third. */
function multiplyAdd(a: usize, b: usize, c: usize, to: usize, vectors: i32): void {
  const end = to + ((<usize>vectors) << 4);
  const fours = to + ((<usize>(vectors & ~3)) << 4);
  for (; to < fours; to += 64, a += 64, b += 64, c += 64) {
    v128.store(to, f32x4.relaxed_madd(v128.load(a), v128.load(b), v128.load(c)));
    v128.store(to, f32x4.relaxed_madd(v128.load(a, 16), v128.load(b, 16), v128.load(c, 16)), 16);
    v128.store(to, f32x4.relaxed_madd(v128.load(a, 32), v128.load(b, 32), v128.load(c, 32)), 32);
    v128.store(to, f32x4.relaxed_madd(v128.load(a, 48), v128.load(b, 48), v128.load(c, 48)), 48);
  }
  for (; to < end; to += 16, a += 16, b += 16, c += 16) {
    v128.store(to, f32x4.relaxed_madd(v128.load(a), v128.load(b), v128.load(c)));
  }
}

function run(operation: i32, a: usize, b: usize, to: usize, vectors: i32): void {
  switch (operation) {
    case 0:
      loop(0, a, b, to, vectors);
      break;
    case 1:
      loop(1, a, b, to, vectors);
      break;
    case 2:
      loop(2, a, b, to, vectors);
      break;
    case 3:
      loop(3, a, b, to, vectors);
      break;
    case 4:
      loop(4, a, b, to, vectors);
      break;
    case 5:
      loop(5, a, b, to, vectors);
      break;
    case 6:
      loop(6, a, b, to, vectors);
      break;
    case 7:
      loop(7, a, b, to, vectors);
      break;
    case 8:
      loop(8, a, b, to, vectors);
      break;
    case 9:
      loop(9, a, b, to, vectors);
      break;
    case 10:
      loop(10, a, b, to, vectors);
      break;
    case 11:
      loop(11, a, b, to, vectors);
      break;
    case 12:
      loop(12, a, b, to, vectors);
      break;
    case 13:
      loop(13, a, b, to, vectors);
      break;
    case 14:
      loop(14, a, b, to, vectors);
      break;
    case 15:
      loop(15, a, b, to, vectors);
      break;
    case 16:
      loop(16, a, b, to, vectors);
      break;
    default:
      unreachable();
  }
}
