/** A share as a whole percentage, for narrow places: `0.5512` → `"55%"`. */
export function wholePercent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
