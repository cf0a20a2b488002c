import type { Chart } from "./chart.ts";
import { rounded } from "./rounded.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, houseLayout, nameAxis, SEQUENTIAL } from "./theme.ts";

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
  if (overlap.length !== names.length || overlap.some((row) => row.length !== names.length)) {
    throw new RangeError(`${names.length} names need ${names.length} rows of as many values`);
  }
  const values = overlap.map((row, i) => row.map((value, j) => i === j ? null : value));
  const pairs = names.flatMap((a, i) =>
    names.slice(i + 1).map((b, k) => ({ a, b, value: overlap[i][i + 1 + k] }))
  );
  const closest = pairs.toSorted((p, q) => q.value - p.value)[0];
  return {
    data: [{
      type: "heatmap",
      x: [...names],
      y: [...names],
      z: values.map((row) => rounded(row)) as number[][],
      zmin: 0,
      zmax: 1,
      colorscale: SEQUENTIAL,
      xgap: 2,
      ygap: 2,
      showscale: false,
      hovertemplate: "%{y} and %{x}: %{z:.2f}<extra></extra>",
    }, {
      type: "scatter",
      mode: "text",
      x: names.flatMap(() => [...names]),
      y: names.flatMap((name) => names.map(() => name)),
      text: values.flatMap((row) => row.map((value) => value === null ? "" : value.toFixed(2))),
      textfont: {
        size: 12,
        color: values.flat().map((value) => (value ?? 0) > DARK ? COLOURS.paper : COLOURS.ink),
      },
      hoverinfo: "skip",
    }],
    layout: {
      ...houseLayout({ title, source, width: 620, height: 520, margin: { l: 96, t: 84, b: 48 } }),
      xaxis: nameAxis("x", names.length),
      yaxis: nameAxis("y", names.length),
    },
    description: `Overlap of ${names.length} expressions, pair by pair (${sourceName(source)}).` +
      (closest
        ? ` The closest pair: ${closest.a} and ${closest.b} (${closest.value.toFixed(2)}).`
        : ""),
  };
}
