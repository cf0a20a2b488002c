import type { Data } from "plotly.js-dist-min";
import type { ClassScore } from "../core/results.ts";
import { count, percent } from "../core/format.ts";
import type { Chart } from "./chart.ts";
import { rounded } from "./rounded.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, houseAxis, houseLayout, nameAxis, TOP_LEGEND } from "./theme.ts";

const SCORES = [
  { key: "precision", symbol: "triangle-up", size: 11, color: COLOURS.second },
  { key: "recall", symbol: "circle", size: 10, color: COLOURS.first },
  { key: "f1", symbol: "line-ns", size: 18, color: COLOURS.ink },
] as const;

/**
 * Precision, recall and F1 of each class as dots on one scale, joined by a line, with how many
 * samples carry the label. A class that does not occur has no dots.
 */
export function classScores(
  perClass: readonly ClassScore[],
  options: { readonly source: Source; readonly title?: string },
): Chart {
  const { source, title = "How well each expression is recognised" } = options;
  if (perClass.length === 0) throw new RangeError("no classes to draw");
  const names = perClass.map((score) => score.emotion);
  return {
    data: [spans(), ...SCORES.map(dots)],
    layout: {
      ...houseLayout({ title, source, height: 430, margin: { l: 84, r: 84, t: 112 } }),
      showlegend: true,
      legend: TOP_LEGEND,
      xaxis: houseAxis("score", { range: [-0.02, 1.02], tickformat: ".0%", dtick: 0.2 }),
      yaxis: nameAxis("y", names.length, { showgrid: true, showline: true }),
      annotations: [
        ...perClass.map((score) => supportLabel(count(score.support), score.emotion)),
        {
          ...supportLabel("samples", names[0]),
          yshift: 26,
          font: { size: 11.5, color: COLOURS.muted },
        },
      ],
    },
    description: describe(),
  };

  /** A grey line from the lowest to the highest score of each class. */
  function spans(): Data {
    const ends = perClass.flatMap((score) => {
      const known = SCORES.map(({ key }) => score[key]).filter((value) => value !== null);
      return known.length ? [Math.min(...known), Math.max(...known), null] : [null, null, null];
    });
    return {
      type: "scatter",
      mode: "lines",
      x: rounded(ends) as number[],
      y: names.flatMap((name) => [name, name, name]),
      line: { color: COLOURS.faint, width: 5 },
      hoverinfo: "skip",
      showlegend: false,
    };
  }

  function dots({ key, symbol, size, color }: (typeof SCORES)[number]): Data {
    const name = key === "f1" ? "F1" : key;
    return {
      type: "scatter",
      mode: "markers",
      name,
      x: rounded(perClass.map((score) => score[key])) as number[],
      y: names,
      marker: { symbol, size, color, line: { color, width: key === "f1" ? 3 : 0 } },
      hovertemplate: `%{y}<br>${name} %{x:.1%}<extra></extra>`,
      cliponaxis: false,
    };
  }

  function supportLabel(text: string, y: string) {
    return {
      xref: "paper",
      yref: "y",
      x: 1,
      xshift: 64,
      xanchor: "right",
      y,
      text,
      showarrow: false,
      font: { size: 12.5, color: COLOURS.muted },
    } as const;
  }

  function describe(): string {
    const known = perClass.filter((score) => score.f1 !== null)
      .sort((a, b) => b.f1! - a.f1!);
    if (known.length === 0) return `No class of ${sourceName(source)} can be scored.`;
    const [best, worst] = [known[0], known[known.length - 1]];
    return `Precision, recall and F1 per class on ${
      sourceName(source)
    }. Best F1: ${best.emotion} (${percent(best.f1!)}); lowest: ${worst.emotion} (${
      percent(worst.f1!)
    }).`;
  }
}
