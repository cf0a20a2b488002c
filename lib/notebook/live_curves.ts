import { percent } from "../core/format.ts";
import type { EpochLog } from "../core/results.ts";
import { COLOURS, FONT_FAMILY } from "../plots/theme.ts";

/** What is known of the run while it goes on. */
export interface LiveCurvesOptions {
  /** How many epochs are planned: the width of the picture. */
  readonly planned: number;
}

/**
 * Loss and accuracy of the epochs so far, as the text of an SVG file. A picture for the moment: it
 * takes a few milliseconds at most, so that training does not wait, where a plotly chart drawn as a
 * picture takes a second. When training is over, the chart takes its place.
 */
export function liveCurves(epochs: readonly EpochLog[], { planned }: LiveCurvesOptions): string {
  const validated = epochs.some((log) => log.validationLoss !== undefined);
  const last = Math.max(planned, epochs.at(-1)?.epoch ?? 1);
  const panels = [
    panel(epochs, { left: 0, last, title: "loss (nats)", keys: ["loss", "validationLoss"] }),
    panel(epochs, { left: 380, last, title: "accuracy", keys: ["accuracy", "validationAccuracy"] }),
  ];
  const key = validated ? legend() : "";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="760" height="210" viewBox="0 0 760 210" ` +
    `font-family="${FONT_FAMILY}" font-size="12" fill="${COLOURS.muted}">` +
    `<rect width="760" height="210" fill="${COLOURS.paper}"/>${panels.join("")}${key}</svg>`;
}

type Figure = "loss" | "accuracy" | "validationLoss" | "validationAccuracy";

interface Panel {
  readonly left: number;
  readonly last: number;
  readonly title: string;
  /** Training first, validation second. */
  readonly keys: readonly [Figure, Figure];
}

const [TOP, BOTTOM, WIDTH] = [40, 175, 300];

function panel(epochs: readonly EpochLog[], { left, last, title, keys }: Panel): string {
  const values = epochs.flatMap((log) => keys.map((key) => log[key]))
    .filter((value) => value !== undefined);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || 1;
  const x0 = left + 60;
  const at = (log: EpochLog, key: Figure) => {
    const across = last === 1 ? 0.5 : (log.epoch - 1) / (last - 1);
    const up = high === low ? 0.5 : (log[key]! - low) / span;
    return [round(x0 + across * WIDTH), round(BOTTOM - up * (BOTTOM - TOP))];
  };
  const curves = keys.map((key, i) => {
    const points = epochs.filter((log) => log[key] !== undefined).map((log) => at(log, key));
    return curve(points, i === 0 ? COLOURS.first : COLOURS.second);
  });
  const written = (value: number) => title === "accuracy" ? percent(value) : value.toFixed(3);
  const scale = high === low ? [[high, (TOP + BOTTOM) / 2]] : [[high, TOP], [low, BOTTOM]];
  const ticks = scale.map(([value, y]) =>
    `<text x="${x0 - 8}" y="${y + 4}" text-anchor="end">${written(value)}</text>`
  );
  return `<text x="${x0}" y="22" fill="${COLOURS.ink}" font-weight="bold">${title}</text>` +
    `<path d="M${x0} ${TOP}V${BOTTOM + 8}H${x0 + WIDTH}" fill="none" stroke="${COLOURS.line}"/>` +
    `<text x="${x0 + WIDTH}" y="${BOTTOM + 26}" text-anchor="end">epoch ${last}</text>` +
    `<text x="${x0}" y="${BOTTOM + 26}">epoch 1</text>${ticks.join("")}${curves.join("")}`;
}

function curve(points: readonly number[][], colour: string): string {
  if (points.length === 0) return "";
  const [x, y] = points[points.length - 1];
  return `<polyline points="${points.map((point) => point.join(",")).join(" ")}" fill="none" ` +
    `stroke="${colour}" stroke-width="2.5"/><circle cx="${x}" cy="${y}" r="4" fill="${colour}"/>`;
}

function legend(): string {
  return `<text x="740" y="22" text-anchor="end"><tspan fill="${COLOURS.first}">training</tspan>` +
    ` and <tspan fill="${COLOURS.second}">validation</tspan></text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
