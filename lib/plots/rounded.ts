/** Numbers rounded to `digits` after the point, so that a chart's JSON stays small; `null` stays. */
export function rounded(values: readonly number[], digits?: number): number[];
export function rounded(values: readonly (number | null)[], digits?: number): (number | null)[];
export function rounded(values: readonly (number | null)[], digits = 4): (number | null)[] {
  return values.map((value) => value === null ? null : Number(value.toFixed(digits)));
}
