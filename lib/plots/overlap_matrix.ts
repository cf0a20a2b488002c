import type { Chart } from "./chart.ts";
import { pairHeatmap, pairsOf } from "./pair_heatmap.ts";
import { type Source, sourceName } from "./source.ts";

/** Above this overlap the cell is so deep that white text reads best. */
const DARK = 0.67;

/**
 * How alike things are, pair by pair: 0 nothing in common, 1 the same. The diagonal is left blank.
 *
 * @param overlap `[n][n]`, symmetric, in [0, 1]
 * @throws {RangeError} when the rows do not fit the names.
 *
 * @example
 * ```ts
 * import { overlapMatrix } from "#lib/plots/overlap_matrix.ts";
 * import { match } from "node:assert/strict";
 * const chart = overlapMatrix(["fear", "surprise"], [[1, 0.4], [0.4, 1]], {
 *   source: { name: "FACS", synthetic: false },
 * });
 * match(chart.description, /fear and surprise \(0.40\)/);
 * ```
 */
export function overlapMatrix(
  names: readonly string[],
  overlap: readonly (readonly number[])[],
  options: { readonly source: Source; readonly title?: string },
): Chart {
  const { source, title = "What the expressions have in common" } = options;
  const closest = pairsOf(names, overlap).at(-1);
  const heatmap = pairHeatmap(names, overlap, {
    source,
    title,
    range: [0, 1],
    isDark: (share) => share > DARK,
    digits: 2,
  });
  return {
    ...heatmap,
    description: `Overlap of ${names.length} expressions, pair by pair (${sourceName(source)}).` +
      (closest
        ? ` The closest pair: ${closest.a} and ${closest.b} (${closest.value.toFixed(2)}).`
        : ""),
  };
}
