import type { Data, Layout, LayoutAxis } from "plotly.js-dist-min";
import { percent } from "../core/format.ts";
import type { RobustnessCurve } from "../core/results.ts";
import type { Chart } from "./chart.ts";
import { rounded } from "./rounded.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, houseAxis, houseLayout } from "./theme.ts";

const COLUMNS = 3;
const [GAP_X, GAP_Y] = [0.06, 0.24];

/**
 * Accuracy against the degree of each worsening, one panel a worsening, on one scale, with 95%
 * intervals and the accuracy on untouched images as a dashed line.
 *
 * @throws {RangeError} without curves.
 */
export function robustnessCurves(
  curves: readonly RobustnessCurve[],
  options: { readonly source: Source; readonly title?: string },
): Chart {
  const { source, title = "How accuracy falls as pictures get worse" } = options;
  if (curves.length === 0) throw new RangeError("no curves to draw");
  const rows = Math.ceil(curves.length / COLUMNS);
  const [wide, high] = [size(COLUMNS, GAP_X), size(rows, GAP_Y)];
  const layout: Partial<Layout> = {
    ...houseLayout({
      title,
      source,
      height: 110 + 210 * rows,
      margin: { l: 62, r: 20, t: 96, b: 58 },
    }),
  };
  const axes = layout as Record<string, Partial<LayoutAxis>>;
  const data = curves.flatMap((curve, k) => {
    const [left, top] = [
      k % COLUMNS * (wide + GAP_X),
      1 - Math.floor(k / COLUMNS) * (high + GAP_Y),
    ];
    const suffix = k ? String(k + 1) : "";
    axes[`xaxis${suffix}`] = houseAxis(curve.unit, {
      domain: [left, left + wide],
      anchor: `y${suffix}` as LayoutAxis["anchor"],
      nticks: 6,
    });
    axes[`yaxis${suffix}`] = houseAxis(k % COLUMNS ? "" : "accuracy", {
      domain: [top - high, top],
      anchor: `x${suffix}` as LayoutAxis["anchor"],
      range: [0, 1],
      tickformat: ".0%",
      dtick: 0.25,
      showticklabels: k % COLUMNS === 0,
    });
    return panel(curve, suffix);
  });
  layout.annotations = curves.map(({ name }, k) => ({
    text: `<b>${name}</b>`,
    showarrow: false,
    xref: `x${k ? k + 1 : ""} domain` as "x domain",
    yref: `y${k ? k + 1 : ""} domain` as "y domain",
    x: 0.03,
    xanchor: "left",
    y: 0.97,
    yanchor: "top",
    font: { size: 13, color: COLOURS.ink },
  }));
  return { data, layout, description: describe(curves, source) };
}

/** The length of one of `n` panels with gaps between them, of a whole of 1. */
const size = (n: number, gap: number) => (1 - gap * (n - 1)) / n;

function panel({ points, neutral }: RobustnessCurve, suffix: string): Data[] {
  const axes = { xaxis: `x${suffix}`, yaxis: `y${suffix}` };
  const levels = rounded(points.map(({ level }) => level));
  const untouched = points.find(({ level }) => level === neutral)!.accuracy;
  const above = points.map(({ accuracy, interval }) => interval[1] - accuracy);
  const below = points.map(({ accuracy, interval }) => accuracy - interval[0]);
  return [
    {
      type: "scatter",
      mode: "lines",
      x: [levels[0], levels.at(-1)!],
      y: rounded([untouched, untouched]),
      line: { color: COLOURS.third, width: 1.5, dash: "dash" },
      hoverinfo: "skip",
      ...axes,
    },
    {
      type: "scatter",
      mode: "lines+markers",
      x: levels,
      y: rounded(points.map(({ accuracy }) => accuracy)),
      error_y: {
        type: "data",
        symmetric: false,
        array: rounded(above),
        arrayminus: rounded(below),
        color: COLOURS.line,
        thickness: 1.5,
        width: 3,
      },
      line: { color: COLOURS.first, width: 2 },
      marker: { color: COLOURS.first, size: 7 },
      hovertemplate: "%{x}: %{y:.1%}<extra></extra>",
      ...axes,
    },
  ];
}

function describe(curves: readonly RobustnessCurve[], source: Source): string {
  const worst = curves.map(({ name, unit, points }) => {
    const lowest = points.reduce((a, b) => b.accuracy < a.accuracy ? b : a);
    return `${name} at ${lowest.level} (${unit}) ${percent(lowest.accuracy)}`;
  });
  const { points, neutral } = curves[0];
  const untouched = points.find(({ level }) => level === neutral)!;
  return `${sourceName(source)}: accuracy ${percent(untouched.accuracy)} on untouched images; ` +
    `lowest with ${worst.join(", ")}.`;
}
