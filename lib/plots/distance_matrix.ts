import type { Chart } from "./chart.ts";
import { rounded } from "./rounded.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, houseLayout, nameAxis, SEQUENTIAL } from "./theme.ts";

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
  if (distances.length !== names.length || distances.some((row) => row.length !== names.length)) {
    throw new RangeError(`${names.length} names need ${names.length} rows of as many distances`);
  }
  const values = distances.map((row, i) => row.map((value, j) => i === j ? null : value));
  const pairs = names.flatMap((a, i) =>
    names.slice(i + 1).map((b, k) => ({ a, b, distance: distances[i][i + 1 + k] }))
  ).toSorted((p, q) => p.distance - q.distance);
  const [closest, farthest] = [pairs[0], pairs.at(-1)!];
  const dark = closest.distance + 0.35 * (farthest.distance - closest.distance);
  return {
    data: [{
      type: "heatmap",
      x: [...names],
      y: [...names],
      z: values.map((row) => rounded(row)) as number[][],
      zmin: closest.distance,
      zmax: farthest.distance,
      colorscale: SEQUENTIAL,
      reversescale: true,
      xgap: 2,
      ygap: 2,
      showscale: false,
      hovertemplate: `%{y} and %{x}: %{z:.1f} ${unit}<extra></extra>`,
    }, {
      type: "scatter",
      mode: "text",
      x: names.flatMap(() => [...names]),
      y: names.flatMap((name) => names.map(() => name)),
      text: values.flatMap((row) => row.map((value) => value === null ? "" : value.toFixed(1))),
      textfont: {
        size: 12,
        color: values.flat().map((value) =>
          value !== null && value < dark ? COLOURS.paper : COLOURS.ink
        ),
      },
      hoverinfo: "skip",
    }],
    layout: {
      ...houseLayout({
        title,
        source,
        notes: [unit],
        width: 620,
        height: 520,
        margin: { l: 96, t: 84, b: 48 },
      }),
      xaxis: nameAxis("x", names.length),
      yaxis: nameAxis("y", names.length),
    },
    description: `Distances between ${names.length} things, ${unit} (${sourceName(source)}). ` +
      `Closest: ${closest.a} and ${closest.b} (${closest.distance.toFixed(1)}); farthest: ` +
      `${farthest.a} and ${farthest.b} (${farthest.distance.toFixed(1)}).`,
  };
}
