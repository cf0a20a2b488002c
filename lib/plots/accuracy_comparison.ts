import { EMOTION_COUNT } from "../core/emotions.ts";
import type { Interval } from "../core/results.ts";
import { percent } from "../core/format.ts";
import type { Chart } from "./chart.ts";
import { rounded } from "./rounded.ts";
import { type Source, sourceName } from "./source.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, houseAxis, houseLayout, nameAxis } from "./theme.ts";

/** The accuracy of one model, in [0, 1], with its 95% interval. */
export interface ModelAccuracy {
  readonly name: string;
  readonly accuracy: number;
  readonly interval: Interval;
  readonly n: number;
}

/**
 * The accuracies of several models with their 95% intervals, and the accuracy of guessing all
 * classes alike.
 */
export function accuracyComparison(
  models: readonly ModelAccuracy[],
  options: { readonly source: Source; readonly title?: string; readonly classes?: number },
): Chart {
  const { source, title = "Accuracy of each model", classes = EMOTION_COUNT } = options;
  if (models.length === 0) throw new RangeError("no models to compare");
  const names = models.map((model) => model.name);
  const chance = 1 / classes;
  const left = Math.max(60, ...names.map((name) => textWidth(name, 13) + 30));
  return {
    data: [{
      type: "scatter",
      mode: "markers",
      x: rounded(models.map((model) => model.accuracy)),
      y: names,
      error_x: {
        type: "data",
        symmetric: false,
        array: rounded(models.map((model) => model.interval[1] - model.accuracy)),
        arrayminus: rounded(models.map((model) => model.accuracy - model.interval[0])),
        color: COLOURS.first,
        thickness: 2,
        width: 6,
      },
      marker: { color: COLOURS.first, size: 11 },
      text: models.map((model) => words(model)),
      hovertemplate: "%{y}<br>%{text}<extra></extra>",
    }],
    layout: {
      ...houseLayout({
        title,
        source,
        notes: ["bars: 95% intervals"],
        height: 170 + 44 * models.length,
        margin: { l: Math.ceil(left), r: 150, t: 100 },
      }),
      xaxis: houseAxis("accuracy", { range: [0, 1], tickformat: ".0%", dtick: 0.2 }),
      yaxis: nameAxis("y", names.length, { showgrid: true, showline: true }),
      shapes: [{
        type: "line",
        xref: "x",
        yref: "paper",
        x0: chance,
        x1: chance,
        y0: 0,
        y1: 1,
        layer: "below",
        line: { color: COLOURS.third, width: 1.5, dash: "dot" },
      }],
      annotations: [
        {
          xref: "x",
          yref: "paper",
          x: chance,
          y: 1,
          yanchor: "bottom",
          text: `guessing ${percent(chance)}`,
          showarrow: false,
          font: { size: 11.5, color: COLOURS.muted },
        },
        ...models.map((model) => ({
          xref: "paper",
          yref: "y",
          x: 1,
          xanchor: "left",
          xshift: 8,
          y: model.name,
          text: `<b>${percent(model.accuracy)}</b>  ${percent(model.interval[0])} to ${
            percent(model.interval[1])
          }`,
          showarrow: false,
          font: { size: 12, color: COLOURS.ink },
        } as const)),
      ],
    },
    description: `Accuracy on ${sourceName(source)} with 95% intervals: ${
      models.map((model) => `${model.name} ${words(model)}`).join("; ")
    }.`,
  };
}

function words({ accuracy, interval, n }: ModelAccuracy): string {
  return `${percent(accuracy)} (${percent(interval[0])} to ${percent(interval[1])}), n = ${n}`;
}
