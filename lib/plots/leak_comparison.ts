import type { Data } from "plotly.js-dist-min";
import type { EvaluationReport, SubsetScore } from "../core/results.ts";
import { count, percent } from "../core/format.ts";
import type { Chart } from "./chart.ts";
import { rounded } from "./rounded.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, houseAxis, houseLayout, nameAxis, TOP_LEGEND } from "./theme.ts";

/** A named model with what `evaluate` found: all rows, and those that are no copy of a training row. */
export interface LeakReport extends Pick<EvaluationReport, "accuracy" | "interval" | "n"> {
  readonly name: string;
  readonly leakFree: SubsetScore;
}

/**
 * Accuracy on all rows beside accuracy on leak-free rows (no exact copy in the training data), with
 * 95% intervals: how much of a score is memory.
 */
export function leakComparison(
  reports: readonly LeakReport[],
  options: { readonly source: Source; readonly title?: string },
): Chart {
  const { source, title = "Do copies of training pictures flatter the accuracy?" } = options;
  if (reports.length === 0) throw new RangeError("no models to compare");
  const names = reports.map((report) => report.name);
  return {
    data: [
      bars("all rows", reports, COLOURS.first),
      bars("leak-free rows", reports.map((report) => report.leakFree), COLOURS.second),
    ],
    layout: {
      ...houseLayout({
        title,
        source,
        notes: ["bars: 95% intervals"],
        width: Math.max(480, 160 + 150 * reports.length),
        margin: { t: 112 },
      }),
      barmode: "group",
      bargap: reports.length === 1 ? 0.5 : 0.3,
      bargroupgap: 0.08,
      showlegend: true,
      legend: TOP_LEGEND,
      xaxis: nameAxis("x", names.length, { showline: true }),
      yaxis: houseAxis("accuracy", { range: [0, 1], tickformat: ".0%", dtick: 0.2 }),
    },
    description: `Accuracy on ${sourceName(source)}: ${
      reports.map((report) =>
        `${report.name} ${percent(report.accuracy)} on all ${count(report.n)} rows, ` +
        (report.leakFree.accuracy === null
          ? "no leak-free rows"
          : `${percent(report.leakFree.accuracy)} on ${count(report.leakFree.n)} leak-free rows`)
      ).join("; ")
    }.`,
  };

  function bars(name: string, scores: readonly SubsetScore[], color: string): Data {
    const reach = (end: 0 | 1) =>
      rounded(
        scores.map(({ accuracy, interval }) =>
          accuracy === null || interval === null ? 0 : Math.abs(interval[end] - accuracy)
        ),
      );
    return {
      type: "bar",
      name,
      x: names,
      y: rounded(scores.map((score) => score.accuracy)) as number[],
      marker: { color },
      error_y: {
        type: "data",
        symmetric: false,
        array: reach(1),
        arrayminus: reach(0),
        color: COLOURS.ink,
        thickness: 1.5,
        width: 5,
      },
      text: scores.map(({ accuracy, n }) =>
        accuracy === null ? "" : `<b>${percent(accuracy)}</b><br>n = ${count(n)}`
      ),
      textposition: "inside",
      insidetextanchor: "start",
      textangle: 0,
      textfont: { size: 12, color: COLOURS.paper },
      hovertemplate: `%{x}, ${name}<br>%{text}<extra></extra>`,
    };
  }
}
