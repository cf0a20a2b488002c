import type { Chart } from "./chart.ts";
import { pairHeatmap, pairsOf } from "./pair_heatmap.ts";
import { type Source, sourceName } from "./source.ts";

/**
 * How far apart things are, pair by pair: the darker, the closer. The diagonal is left blank.
 *
 * @param distances `[n][n]`, symmetric.
 * @throws {RangeError} when the rows do not fit the names.
 */
export function distanceMatrix(
  names: readonly string[],
  distances: readonly (readonly number[])[],
  options: { readonly source: Source; readonly title: string; readonly unit: string },
): Chart {
  const { source, title, unit } = options;
  const pairs = pairsOf(names, distances);
  const [closest, farthest] = [pairs[0], pairs.at(-1)!];
  const dark = closest.value + 0.35 * (farthest.value - closest.value);
  const heatmap = pairHeatmap(names, distances, {
    source,
    title,
    notes: [unit],
    range: [closest.value, farthest.value],
    lowIsDeep: true,
    isDark: (distance) => distance < dark,
    digits: 1,
    unit,
  });
  return {
    ...heatmap,
    description: `Distances between ${names.length} things, ${unit} (${sourceName(source)}). ` +
      `Closest: ${closest.a} and ${closest.b} (${closest.value.toFixed(1)}); farthest: ` +
      `${farthest.a} and ${farthest.b} (${farthest.value.toFixed(1)}).`,
  };
}
