import type { Chart } from "./chart.ts";
import { rounded } from "./rounded.ts";
import type { Source } from "./source.ts";
import { COLOURS, houseLayout, nameAxis, SEQUENTIAL } from "./theme.ts";

/** What a heatmap of pairs shows. */
export interface PairHeatmapOptions {
  readonly source: Source;
  readonly title: string;
  readonly notes?: readonly string[];
  /** The ends of the colours. */
  readonly range: readonly [low: number, high: number];
  /** Whether the low end is the deep one. Default false. */
  readonly lowIsDeep?: boolean;
  /** Whether a cell is so deep that white text reads best. */
  readonly isDark: (value: number) => boolean;
  readonly digits: number;
  /** Behind a number, for the mouse. */
  readonly unit?: string;
}

/** Two of the things and the value that belongs to them. */
export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly value: number;
}

/**
 * Every two things with their value, the smallest first.
 *
 * @param values `[n][n]`, symmetric.
 * @throws {RangeError} when the rows do not fit the names.
 */
export function pairsOf(names: readonly string[], values: readonly (readonly number[])[]): Pair[] {
  if (values.length !== names.length || values.some((row) => row.length !== names.length)) {
    throw new RangeError(`${names.length} names need ${names.length} rows of as many values`);
  }
  return names.flatMap((a, i) =>
    names.slice(i + 1).map((b, k) => ({ a, b, value: values[i][i + 1 + k] }))
  ).toSorted((p, q) => p.value - q.value);
}

/**
 * A square of coloured cells with a number in each, one for every two things; the diagonal is blank.
 *
 * @param values `[n][n]`, symmetric.
 */
export function pairHeatmap(
  names: readonly string[],
  values: readonly (readonly number[])[],
  options: PairHeatmapOptions,
): Pick<Chart, "data" | "layout"> {
  const { source, title, notes, range, lowIsDeep = false, isDark, digits, unit = "" } = options;
  const shown = values.map((row, i) => row.map((value, j) => i === j ? null : value));
  const [zmin, zmax] = range;
  return {
    data: [{
      type: "heatmap",
      x: [...names],
      y: [...names],
      z: shown.map((row) => rounded(row)) as number[][],
      zmin,
      zmax,
      colorscale: SEQUENTIAL,
      ...(lowIsDeep && { reversescale: true }),
      xgap: 2,
      ygap: 2,
      showscale: false,
      hovertemplate: `%{y} and %{x}: %{z:.${digits}f}${unit && ` ${unit}`}<extra></extra>`,
    }, {
      type: "scatter",
      mode: "text",
      x: names.flatMap(() => [...names]),
      y: names.flatMap((name) => names.map(() => name)),
      text: shown.flat().map((value) => value === null ? "" : value.toFixed(digits)),
      textfont: {
        size: 12,
        color: shown.flat().map((value) =>
          value !== null && isDark(value) ? COLOURS.paper : COLOURS.ink
        ),
      },
      hoverinfo: "skip",
    }],
    layout: {
      ...houseLayout({
        title,
        source,
        notes,
        width: 620,
        height: 520,
        margin: { l: 96, t: 84, b: 48 },
      }),
      xaxis: nameAxis("x", names.length),
      yaxis: nameAxis("y", names.length),
    },
  };
}
