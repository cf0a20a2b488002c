import type { Calibration } from "../core/results.ts";
import { count, percent } from "../core/format.ts";
import type { Chart } from "./chart.ts";
import { rounded } from "./rounded.ts";
import { type Source, sourceName } from "./source.ts";
import { wholePercent } from "./whole_percent.ts";
import { COLOURS, houseAxis, houseLayout, TOP_LEGEND } from "./theme.ts";

/**
 * Stated confidence against the accuracy that was found, bin by bin, with how many predictions fall
 * into each (below). On the diagonal, a stated 80% is right in 80% of cases; under it the model is
 * too sure of itself (Guo et al. 2017).
 */
export function reliabilityDiagram(
  calibration: Calibration,
  options: { readonly source: Source; readonly title?: string },
): Chart {
  const { source, title = "Can the stated confidence be believed?" } = options;
  const filled = calibration.bins.filter((bin) => bin.confidence !== null && bin.accuracy !== null);
  if (filled.length === 0) throw new RangeError("every bin is empty: nothing to draw");
  const confidence = rounded(filled.map((bin) => bin.confidence!));
  const accuracy = rounded(filled.map((bin) => bin.accuracy!));
  const range: [number, number] = [0, 1];
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "perfect calibration",
        x: [0, 1],
        y: [0, 1],
        line: { color: COLOURS.third, width: 1.5, dash: "dash" },
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "lines",
        name: "gap",
        x: confidence.flatMap((x) => [x, x, null]) as number[],
        y: confidence.flatMap((x, i) => [x, accuracy[i], null]) as number[],
        line: { color: COLOURS.second, width: 5 },
        opacity: 0.55,
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "lines+markers",
        name: "found",
        x: confidence,
        y: accuracy,
        text: filled.map((bin) => count(bin.count)),
        line: { color: COLOURS.first, width: 2 },
        marker: { color: COLOURS.first, size: 8 },
        hovertemplate: "stated %{x:.1%}, right %{y:.1%}<br>%{text} predictions<extra></extra>",
        cliponaxis: false,
      },
      {
        type: "bar",
        x: rounded(calibration.bins.map((bin) => (bin.low + bin.high) / 2)),
        y: calibration.bins.map((bin) => bin.count),
        width: rounded(calibration.bins.map((bin) => (bin.high - bin.low) * 0.9)),
        text: calibration.bins.map((bin) =>
          `${wholePercent(bin.low)} to ${wholePercent(bin.high)}`
        ),
        textposition: "none",
        marker: { color: COLOURS.first, opacity: 0.55 },
        hovertemplate: "confidence %{text}<br>%{y:,} predictions<extra></extra>",
        showlegend: false,
        yaxis: "y2",
      },
    ],
    layout: {
      ...houseLayout({
        title,
        source,
        notes: [
          `expected calibration error ${percent(calibration.ece)}`,
          `Brier score ${calibration.brier.toFixed(3)}`,
        ],
        width: 620,
        height: 620,
        margin: { l: 80, t: 108, r: 36 },
      }),
      bargap: 0,
      showlegend: true,
      legend: TOP_LEGEND,
      xaxis: houseAxis("stated confidence", { range, tickformat: ".0%", dtick: 0.2, anchor: "y2" }),
      yaxis: houseAxis("accuracy found", {
        range,
        tickformat: ".0%",
        dtick: 0.2,
        domain: [0.28, 1],
      }),
      yaxis2: houseAxis("predictions", { domain: [0, 0.2], nticks: 4 }),
    },
    description: `Reliability diagram of ${sourceName(source)}: expected calibration error ${
      percent(calibration.ece)
    }, Brier score ${calibration.brier.toFixed(3)}. ${verdict(calibration)}`,
  };
}

/** In which direction stated confidence errs on the whole. */
function verdict({ bins }: Calibration): string {
  let [gap, count] = [0, 0];
  for (const bin of bins) {
    if (bin.confidence === null || bin.accuracy === null) continue;
    gap += bin.count * (bin.confidence - bin.accuracy);
    count += bin.count;
  }
  const mean = gap / count;
  const words = mean > 0 ? "higher" : "lower";
  return `On average the stated confidence is ${
    (100 * Math.abs(mean)).toFixed(1)
  } points ${words} than the accuracy found.`;
}
