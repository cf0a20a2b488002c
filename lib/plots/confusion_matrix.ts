import { EMOTIONS } from "../core/emotions.ts";
import { count, percent } from "../core/format.ts";
import type { Chart } from "./chart.ts";
import { rounded } from "./rounded.ts";
import { type Source, sourceName } from "./source.ts";
import { wholePercent } from "./whole_percent.ts";
import { axisTitle, COLOURS, houseLayout, nameAxis, SEQUENTIAL } from "./theme.ts";

/** Shares above it have a colour so deep that white text reads best. */
const DARK = 0.67;

/**
 * Which labels are taken for which: a row per true label, a column per predicted one; each cell
 * says its share of the row (also its colour) and its count.
 *
 * @param confusion `confusion[true][predicted]`, counts, in the order of `EMOTIONS`.
 */
export function confusionMatrix(
  confusion: readonly (readonly number[])[],
  options: { readonly source: Source; readonly title?: string },
): Chart {
  const { source, title = "Which expressions are taken for which" } = options;
  const size = EMOTIONS.length;
  if (confusion.length !== size || confusion.some((row) => row.length !== size)) {
    throw new RangeError(`a confusion matrix has ${size} rows of ${size} counts`);
  }
  const totals = confusion.map((row) => row.reduce((sum, n) => sum + n, 0));
  const shares = confusion.map((row, i) => row.map((n) => totals[i] ? n / totals[i] : null));
  const rowNames = EMOTIONS.map((name, i) => `${name} (${count(totals[i])})`);
  return {
    data: [{
      type: "heatmap",
      x: [...EMOTIONS],
      y: rowNames,
      z: shares.map((row) => rounded(row)) as number[][],
      zmin: 0,
      zmax: 1,
      colorscale: SEQUENTIAL,
      xgap: 2,
      ygap: 2,
      text: shares.map((row, i) =>
        row.map((share, j) => words(share, confusion[i][j], ", "))
      ) as never,
      hovertemplate: "true label %{y}<br>predicted %{x}<br>%{text}<extra></extra>",
      colorbar: {
        title: { text: "share of the true label", side: "right", font: { size: 12 } },
        tickformat: ".0%",
        thickness: 12,
        outlinewidth: 0,
        tickfont: { size: 11.5, color: COLOURS.muted },
      },
    }, {
      type: "scatter",
      mode: "text",
      x: rowNames.flatMap(() => [...EMOTIONS]),
      y: rowNames.flatMap((name) => EMOTIONS.map(() => name)),
      text: shares.flatMap((row, i) =>
        row.map((share, j) => words(share, confusion[i][j], "<br>"))
      ),
      textfont: {
        size: 12,
        color: shares.flat().map((share) => (share ?? 0) > DARK ? COLOURS.paper : COLOURS.ink),
      },
      hoverinfo: "skip",
    }],
    layout: {
      ...houseLayout({
        title,
        source,
        notes: accuracyNote(),
        width: 720,
        height: 600,
        margin: { l: 138, r: 100, t: 84, b: 62 },
      }),
      xaxis: nameAxis("x", size, axisTitle("predicted label")),
      yaxis: nameAxis("y", size, axisTitle("true label (samples)")),
    },
    description: describe(),
  };

  function accuracyNote(): string[] {
    const total = totals.reduce((sum, n) => sum + n, 0);
    if (total === 0) return [];
    return [`accuracy ${percent(confusion.reduce((sum, row, i) => sum + row[i], 0) / total)}`];
  }

  function describe(): string {
    let worst = { share: -1, from: 0, to: 0 };
    shares.forEach((row, from) =>
      row.forEach((share, to) => {
        if (from !== to && share !== null && share > worst.share) worst = { share, from, to };
      })
    );
    const mistake = worst.share > 0
      ? ` The largest confusion: ${percent(worst.share)} of ${EMOTIONS[worst.from]} are predicted ${
        EMOTIONS[worst.to]
      }.`
      : "";
    return `Confusion matrix of ${sourceName(source)}, true labels in rows.${mistake}`;
  }
}

function words(share: number | null, n: number, divider: string): string {
  return `<b>${share === null ? "–" : wholePercent(share)}</b>${divider}${count(n)}`;
}
