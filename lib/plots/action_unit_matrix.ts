import { actionUnit, type Activation } from "../core/facs.ts";
import type { Chart } from "./chart.ts";
import { rounded } from "./rounded.ts";
import { type Source, sourceName } from "./source.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, houseLayout, nameAxis, SEQUENTIAL } from "./theme.ts";

/** Above this intensity the cell is so deep that white text reads best. */
const DARK = 0.67;

/**
 * The Action Units (rows) of each expression (columns): the deeper the cell, the stronger the unit.
 * Only units that occur have a row.
 *
 * @param activations for each column its units and their intensities, 0 to 1.
 *
 * @example
 * ```ts
 * import { actionUnitMatrix } from "#lib/plots/action_unit_matrix.ts";
 * import { match } from "node:assert/strict";
 * const chart = actionUnitMatrix({ happy: { 6: 0.6, 12: 0.75 } }, {
 *   source: { name: "FACS", synthetic: false },
 * });
 * match(chart.description, /happy: AU 6, AU 12/);
 * ```
 */
export function actionUnitMatrix(
  activations: Readonly<Record<string, Activation>>,
  options: { readonly source: Source; readonly title?: string },
): Chart {
  const { source, title = "The Action Units of each expression" } = options;
  const expressions = Object.keys(activations);
  const numbers = [...new Set(expressions.flatMap((name) => Object.keys(activations[name])))]
    .map(Number).sort((a, b) => a - b);
  if (numbers.length === 0) throw new RangeError("no Action Unit is active: nothing to draw");
  const units = numbers.map((number) => ({ code: `AU ${number}`, name: actionUnit(number).name }));
  const values = expressions.map((name) => numbers.map((number) => activations[name][number] ?? 0));
  const rowNames = units.map(({ code, name }) => `<b>${code}</b>  ${name}`);
  const left = Math.max(...units.map(({ code, name }) => textWidth(`${code}  ${name}`, 13)));
  const cells = units.flatMap((_, unit) => values.map((row) => row[unit]));
  const graded = cells.some((value) => value !== 0 && value !== 1);
  return {
    data: [{
      type: "heatmap",
      x: [...expressions],
      y: rowNames,
      z: units.map((_, unit) => rounded(values.map((row) => row[unit]))),
      zmin: 0,
      zmax: 1,
      colorscale: SEQUENTIAL,
      showscale: false,
      xgap: 3,
      ygap: 3,
      hovertemplate: "%{x}<br>%{y}<br>intensity %{z:.2f}<extra></extra>",
    }, {
      type: "scatter",
      mode: "text",
      x: units.flatMap(() => [...expressions]),
      y: rowNames.flatMap((name) => expressions.map(() => name)),
      text: cells.map((value) => value > 0 && graded ? value.toFixed(2) : ""),
      textfont: {
        size: 12,
        color: cells.map((value) => value > DARK ? COLOURS.paper : COLOURS.ink),
      },
      hoverinfo: "skip",
    }],
    layout: {
      ...houseLayout({
        title,
        source,
        notes: graded ? ["intensity 0 to 1"] : [],
        width: Math.ceil(left) + 64 + 78 * expressions.length,
        height: 136 + 30 * units.length,
        margin: { l: Math.ceil(left) + 40, t: 112, b: 24 },
      }),
      xaxis: nameAxis("x", expressions.length, { side: "top" }),
      yaxis: nameAxis("y", units.length),
    },
    description: `Action Units per expression (${sourceName(source)}). ${
      expressions.map((name, i) =>
        `${name}: ${
          units.filter((_, unit) => values[i][unit] > 0).map(({ code }) =>
            code
          ).join(", ") || "none"
        }`
      ).join("; ")
    }.`,
  };
}
