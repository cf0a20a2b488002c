/** Sets `count` floats; writes whole vectors, so the room behind them (up to 12 bytes) is written too. */
export function fillFloats(to: usize, value: f32, count: i32): void {
  const values = f32x4.splat(value);
  for (let i = 0; i < count; i += 4) v128.store(to + ((<usize>i) << 2), values);
}

export function copyFloats(from: usize, to: usize, count: i32): void {
  memory.copy(to, from, (<usize>count) << 2);
}
