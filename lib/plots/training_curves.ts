import type { Annotation, Data, Shape } from "plotly.js-dist-min";
import type { EpochLog, TrainingHistory } from "../core/results.ts";
import { percent } from "../core/format.ts";
import type { Chart } from "./chart.ts";
import { rounded } from "./rounded.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, houseAxis, houseLayout, TOP_LEGEND } from "./theme.ts";

/**
 * Loss (left) and accuracy (right) per epoch, training and validation, the kept epoch marked.
 *
 * @throws {RangeError} for a history without epochs.
 */
export function trainingCurves(
  history: TrainingHistory,
  options: { readonly source: Source; readonly title?: string },
): Chart {
  const { source, title = "Loss and accuracy while training" } = options;
  const { epochs, bestEpoch } = history;
  if (epochs.length === 0) throw new RangeError("no epoch has been trained: nothing to draw");
  const validated = epochs.some((log) => log.validationLoss !== undefined);
  const best = epochs.find((log) => log.epoch === bestEpoch);
  const [start, end] = [epochs[0].epoch, epochs[epochs.length - 1].epoch];
  const pad = Math.max(0.3, (end - start) / 40);
  const range: [number, number] = [start - pad, end + pad];
  const step = Math.max(1, Math.ceil(epochs.length / 8));
  const epochAxis = { range, dtick: step, tick0: step === 1 ? 1 : 0, showgrid: false };
  return {
    data: [
      ...curves(epochs, "loss", "validationLoss", validated),
      ...curves(epochs, "accuracy", "validationAccuracy", validated),
    ],
    layout: {
      ...houseLayout({
        title,
        source,
        notes: [`${plural(epochs.length, "epoch")}, ${history.stopped}`],
        height: 400,
        margin: { t: 100 },
      }),
      showlegend: validated,
      legend: TOP_LEGEND,
      xaxis: houseAxis("epoch", { ...epochAxis, domain: [0, 0.44] }),
      xaxis2: houseAxis("epoch", { ...epochAxis, domain: [0.56, 1], anchor: "y2" }),
      yaxis: houseAxis("loss (nats)", { rangemode: "tozero" }),
      yaxis2: houseAxis("accuracy", {
        anchor: "x2",
        tickformat: ".0%",
        range: accuracyRange(epochs),
      }),
      shapes: best ? [bestLine("x", "y domain"), bestLine("x2", "y2 domain")] : [],
      annotations: best ? [bestLabel("x", "y domain"), bestLabel("x2", "y2 domain")] : [],
    },
    description: describe(epochs, best, source),
  };

  function bestLine(xref: "x" | "x2", yref: "y domain" | "y2 domain"): Partial<Shape> {
    return {
      type: "line",
      xref,
      yref,
      x0: bestEpoch,
      x1: bestEpoch,
      y0: 0,
      y1: 1,
      layer: "below",
      line: { color: COLOURS.line, width: 1.5, dash: "dot" },
    };
  }

  function bestLabel(xref: "x" | "x2", yref: "y domain" | "y2 domain"): Partial<Annotation> {
    const late = bestEpoch > (range[0] + range[1]) / 2;
    return {
      xref,
      yref,
      x: bestEpoch,
      y: xref === "x" ? 0.99 : 0.01,
      yanchor: xref === "x" ? "top" : "bottom",
      xanchor: late ? "right" : "left",
      xshift: late ? -5 : 5,
      text: "kept epoch",
      showarrow: false,
      font: { size: 11.5, color: COLOURS.muted },
    };
  }
}

/** More epochs than these are drawn without a marker each. */
const MARKED = 15;

type Key = "loss" | "validationLoss" | "accuracy" | "validationAccuracy";

function curves(
  epochs: readonly EpochLog[],
  trainKey: Key,
  validationKey: Key,
  validated: boolean,
): Data[] {
  const panel = trainKey === "loss" ? { xaxis: "x", yaxis: "y" } as const : {
    xaxis: "x2",
    yaxis: "y2",
    showlegend: false,
  } as const;
  const format = trainKey === "loss" ? "loss %{y:.3f}" : "accuracy %{y:.1%}";
  function curve(key: Key, name: string, style: Partial<Data>): Data {
    const logs = epochs.filter((log) => log[key] !== undefined);
    return {
      type: "scatter",
      mode: epochs.length > MARKED ? "lines" : "lines+markers",
      name,
      x: logs.map((log) => log.epoch),
      y: rounded(logs.map((log) => log[key]!)),
      hovertemplate: `${name}, epoch %{x}<br>${format}<extra></extra>`,
      ...panel,
      ...style,
    } as Data;
  }
  return [
    curve(trainKey, "training", {
      line: { color: COLOURS.first, width: 2.5 },
      marker: { color: COLOURS.first, size: 7 },
    }),
    ...(validated
      ? [curve(validationKey, "validation", {
        line: { color: COLOURS.second, width: 2.5 },
        marker: {
          color: COLOURS.paper,
          size: 8,
          symbol: "diamond",
          line: { color: COLOURS.second, width: 2 },
        },
      })]
      : []),
  ];
}

/** A little around all accuracies, at least 10 points wide, within 0 and 1. */
function accuracyRange(epochs: readonly EpochLog[]): [number, number] {
  const values = epochs.flatMap((log) => [log.accuracy, log.validationAccuracy ?? log.accuracy]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = Math.max(0.08 * (high - low), (0.1 - (high - low)) / 2, 0.01);
  return [Math.max(0, low - pad), Math.min(1, high + pad)].map((v) => Number(v.toFixed(4))) as [
    number,
    number,
  ];
}

function describe(epochs: readonly EpochLog[], best: EpochLog | undefined, source: Source): string {
  const first = epochs[0];
  const last = epochs[epochs.length - 1];
  const kept = best?.validationAccuracy === undefined
    ? ""
    : ` The weights of epoch ${best.epoch} are kept: validation accuracy ${
      percent(best.validationAccuracy)
    }.`;
  return `Training on ${sourceName(source)} for ${plural(epochs.length, "epoch")}: ` +
    `loss went from ${first.loss.toFixed(3)} to ${last.loss.toFixed(3)}, ` +
    `accuracy from ${percent(first.accuracy)} to ${percent(last.accuracy)}.${kept}`;
}

function plural(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
