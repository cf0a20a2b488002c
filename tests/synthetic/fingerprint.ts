/** A short text that changes when numbers change by more than about 1/`scale` (FNV-1a, 32 bits). */
export function fingerprint(values: ArrayLike<number>, scale: number): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < values.length; i++) {
    const v = Math.round(values[i] * scale);
    h = Math.imul(h ^ (v & 0xff), 0x01000193);
    h = Math.imul(h ^ ((v >> 8) & 0xff), 0x01000193);
  }
  return (h >>> 0).toString(16).padStart(8, "0");
}
