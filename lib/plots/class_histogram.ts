import type { Annotation, Data, Layout } from "plotly.js-dist-min";
import { EMOTION_COUNT, EMOTIONS } from "../core/emotions.ts";
import { count, percent } from "../core/format.ts";
import type { Chart } from "./chart.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, EMOTION_PALETTE, hiddenAxis, houseLayout, nameAxis } from "./theme.ts";

/**
 * How many samples of each expression there are: one panel per role (training, test, …), each on
 * its own scale, so that small roles can be compared in shape with large ones.
 *
 * @param counts for each role its seven counts, in the order of `EMOTIONS`.
 */
export function classHistogram(
  counts: Readonly<Record<string, readonly number[]>>,
  options: { readonly source: Source; readonly title?: string },
): Chart {
  const { source, title = "How often each expression occurs" } = options;
  const roles = Object.keys(counts).filter((role) => sum(counts[role]) > 0);
  if (roles.length === 0) throw new RangeError("no samples to count");
  for (const role of roles) {
    if (counts[role].length !== EMOTION_COUNT) {
      throw new RangeError(`${role}: ${counts[role].length} counts, expected ${EMOTION_COUNT}`);
    }
  }
  const gap = 0.035;
  const span = (1 + gap) / roles.length;
  const layout: Partial<Layout> = {
    ...houseLayout({ title, source, height: 380, margin: { l: 84, t: 104, b: 24, r: 20 } }),
    bargap: 0.28,
    yaxis: nameAxis("y", EMOTIONS.length),
  };
  const annotations: Partial<Annotation>[] = [];
  const data = roles.map((role, i): Data => {
    const axis = i === 0 ? "x" : `x${i + 1}`;
    const total = sum(counts[role]);
    const largest = Math.max(...counts[role]);
    const domain: [number, number] = [i * span, i * span + span - gap];
    Object.assign(layout, {
      [`xaxis${i === 0 ? "" : i + 1}`]: hiddenAxis({
        domain,
        range: [0, largest * (1 + 0.21 * roles.length)],
      }),
    });
    annotations.push({
      xref: "paper",
      yref: "paper",
      x: domain[0],
      y: 1,
      xanchor: "left",
      yanchor: "bottom",
      text: `<b>${role}</b> · ${count(total)}`,
      showarrow: false,
      font: { size: 13, color: COLOURS.ink },
    });
    return {
      type: "bar",
      orientation: "h",
      name: role,
      y: [...EMOTIONS],
      x: [...counts[role]],
      xaxis: axis as "x",
      marker: { color: [...EMOTION_PALETTE] },
      text: counts[role].map((n) => `${count(n)} (${percent(n / total)})`),
      textposition: "outside",
      textfont: { size: 12, color: COLOURS.muted },
      cliponaxis: false,
      hovertemplate: `${role}, %{y}<br>%{text}<extra></extra>`,
    };
  });
  return { data, layout: { ...layout, annotations }, description: describe() };

  function describe(): string {
    const parts = roles.map((role) => {
      const order = EMOTIONS.map((name, i) => ({ name, n: counts[role][i] }))
        .sort((a, b) => b.n - a.n);
      const total = sum(counts[role]);
      const [most, least] = [order[0], order[order.length - 1]];
      return `${role}: ${count(total)} samples, most of ${most.name} (${
        percent(most.n / total)
      }), fewest of ${least.name} (${percent(least.n / total)})`;
    });
    return `Class counts of ${sourceName(source)}. ${parts.join("; ")}.`;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
