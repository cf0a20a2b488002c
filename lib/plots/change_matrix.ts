import type { ColorScale } from "plotly.js-dist-min";
import type { Interval } from "../core/results.ts";
import type { Chart } from "./chart.ts";
import { rounded } from "./rounded.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, houseLayout, nameAxis } from "./theme.ts";

/** The mean change of one measure in one group, with its interval; all in one unit. */
export interface Change {
  readonly mean: number;
  /** Absent where there are too few samples to tell. */
  readonly interval?: Interval;
}

/** Blue for smaller, white for unchanged, red for larger: lightness falls evenly to both ends. */
const DIVERGING: ColorScale = [
  [0, "#0b4f8a"],
  [0.25, "#7fb0d6"],
  [0.5, "#fbfaf8"],
  [0.75, "#e39a76"],
  [1, "#8f2d1e"],
];

/**
 * How measures change in each group: a row per measure, a column per group, the colour and the upper
 * number the mean, below it the interval.
 *
 * @param changes `[measures][groups]`.
 * @throws {RangeError} when rows do not fit the names.
 */
export function changeMatrix(
  measures: readonly string[],
  groups: readonly string[],
  changes: readonly (readonly Change[])[],
  options: { readonly source: Source; readonly title: string; readonly unit: string },
): Chart {
  const { source, title, unit } = options;
  if (changes.length !== measures.length || changes.some((row) => row.length !== groups.length)) {
    throw new RangeError(
      `${measures.length} measures of ${groups.length} groups need as many rows and columns`,
    );
  }
  const most = Math.max(...changes.flat().map(({ mean }) => Math.abs(mean)), 1e-9);
  const words = ({ mean, interval }: Change) =>
    `<b>${signed(mean)}</b>${
      interval ? `<br>${signed(interval[0])} … ${signed(interval[1])}` : ""
    }`;
  const largest =
    measures.flatMap((measure, i) =>
      groups.map((group, j) => ({ measure, group, mean: changes[i][j].mean }))
    ).toSorted((a, b) => Math.abs(b.mean) - Math.abs(a.mean))[0];
  const rows = 38 * measures.length;
  return {
    data: [{
      type: "heatmap",
      x: [...groups],
      y: [...measures],
      z: changes.map((row) => rounded(row.map(({ mean }) => mean))) as number[][],
      zmin: -most,
      zmax: most,
      colorscale: DIVERGING,
      xgap: 2,
      ygap: 2,
      showscale: false,
      hovertemplate: `%{y}, %{x}: %{z:.1f} ${unit}<extra></extra>`,
    }, {
      type: "scatter",
      mode: "text",
      x: measures.flatMap(() => [...groups]),
      y: measures.flatMap((name) => groups.map(() => name)),
      text: changes.flatMap((row) => row.map(words)),
      textfont: {
        size: 10.5,
        color: changes.flat().map(({ mean }) =>
          Math.abs(mean) > 0.7 * most ? COLOURS.paper : COLOURS.ink
        ),
      },
      hoverinfo: "skip",
    }],
    layout: {
      ...houseLayout({
        title,
        source,
        notes: [`${unit}; below the mean its 95% interval`],
        width: Math.max(480, 156 + 96 * groups.length),
        height: rows + 140,
        margin: { l: 136, r: 20, t: 84, b: 48 },
      }),
      xaxis: nameAxis("x", groups.length),
      yaxis: nameAxis("y", measures.length),
    },
    description: `Mean change of ${measures.length} measures in ${groups.length} groups (${
      sourceName(source)
    }). The largest: ${largest.measure} in ${largest.group}, ${signed(largest.mean)} ${unit}.`,
  };
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(1);
  return text === "0.0" ? "0.0" : `${value < 0 ? "−" : "+"}${text}`;
}
