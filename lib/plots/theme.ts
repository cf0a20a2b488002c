import type { ColorScale, Layout, LayoutAxis } from "plotly.js-dist-min";
import { type Emotion, EMOTIONS } from "../core/emotions.ts";
import { type Source, sourceLine } from "./source.ts";

/** The house font. Its three names have the same advance widths, so margins hold on every system. */
export const FONT_FAMILY = "Arial, Helvetica, Liberation Sans, sans-serif";

/**
 * One fixed colour per expression, in every chart.
 *
 * Found by search under bounds on hue and lightness: any two stay at least 0.11 apart in OKLab for
 * normal sight and for simulated protanopia, deuteranopia and tritanopia (a test holds them to it).
 */
export const EMOTION_COLOURS: Readonly<Record<Emotion, string>> = {
  angry: "#962824",
  disgust: "#2f9400",
  fear: "#5c1b67",
  happy: "#f4a950",
  sad: "#0e4abb",
  surprise: "#42c8e6",
  neutral: "#938e91",
};

/** The same colours in the order of `EMOTIONS`. */
export const EMOTION_PALETTE: readonly string[] = EMOTIONS.map((name) => EMOTION_COLOURS[name]);

/**
 * The colours of everything else. The paper is explicit: a chart is the same light card in
 * JupyterLab light and dark, VS Code, GitHub, in print and in the report, and its contrasts hold.
 */
export const COLOURS = {
  paper: "#ffffff",
  ink: "#1d2733",
  muted: "#5b6672",
  grid: "#e4e8ec",
  line: "#aab3bd",
  first: "#0b5394",
  second: "#c75f00",
  third: "#7a8794",
  faint: "#cfd8e1",
} as const;

/** White to deep blue: lightness falls evenly, so it reads in grey too. */
export const SEQUENTIAL: ColorScale = [
  [0, "#f7fafd"],
  [0.2, "#d3e3f2"],
  [0.4, "#9dc3e0"],
  [0.6, "#5a9bc9"],
  [0.8, "#20669f"],
  [1, "#0b2f5b"],
];

/** What {@link houseLayout} makes a layout from. Sizes in pixels. */
export interface HouseLayoutOptions {
  readonly title: string;
  readonly source: Source;
  /** More to say in the line under the title. */
  readonly notes?: readonly string[];
  readonly width?: number;
  readonly height?: number;
  readonly margin?: Partial<Record<"l" | "r" | "t" | "b", number>>;
}

/** The layout that every chart starts from: title, source line, fonts, colours, margins, size. */
export function houseLayout(options: HouseLayoutOptions): Partial<Layout> {
  const { title, source, notes = [], width = 760, height = 420, margin = {} } = options;
  const words = sourceLine(source, ...notes)
    .replace(/synthetic faces/i, `<b style="color:${COLOURS.second}">$&</b>`);
  const line = `<span style="font-size:13px;color:${COLOURS.muted}">${words}</span>`;
  return {
    title: {
      text: `<b>${title}</b><br>${line}`,
      font: { size: 17, color: COLOURS.ink },
      x: 0,
      xref: "container",
      xanchor: "left",
      y: 1,
      yref: "container",
      yanchor: "top",
      pad: { l: 20, t: 32 },
      automargin: false,
    },
    font: { family: FONT_FAMILY, size: 12.5, color: COLOURS.ink },
    paper_bgcolor: COLOURS.paper,
    plot_bgcolor: COLOURS.paper,
    width,
    height,
    margin: { l: 72, r: 24, t: 84, b: 56, pad: 0, autoexpand: false, ...margin },
    showlegend: false,
    hovermode: "closest",
    hoverlabel: { font: { family: FONT_FAMILY, size: 12.5 }, align: "left" },
  };
}

/** An axis in house style: a title with its unit, light grid, no box. */
export function houseAxis(
  title: string,
  options: Partial<LayoutAxis> = {},
): Partial<LayoutAxis> {
  return {
    ...(title && axisTitle(title)),
    tickfont: { size: 12, color: COLOURS.muted },
    gridcolor: COLOURS.grid,
    linecolor: COLOURS.line,
    showline: true,
    zeroline: false,
    // Unseen ticks keep the labels a little off the axis.
    ticks: "outside",
    ticklen: 5,
    tickcolor: "rgba(0,0,0,0)",
    fixedrange: true,
    automargin: false,
    ...options,
  };
}

/** An axis of names in their given order, from the top down (`"y"`) or left to right (`"x"`). */
export function nameAxis(
  direction: "x" | "y",
  count: number,
  options: Partial<LayoutAxis> = {},
): Partial<LayoutAxis> {
  return houseAxis("", {
    type: "category",
    range: direction === "y" ? [count - 0.5, -0.5] : [-0.5, count - 0.5],
    showgrid: false,
    showline: false,
    tickfont: { size: 13, color: COLOURS.ink },
    ...options,
  });
}

/** The title of an axis. */
export function axisTitle(text: string): Partial<LayoutAxis> {
  return { title: { text, font: { size: 13, color: COLOURS.ink }, standoff: 10 } };
}

/** An axis with nothing drawn, for pictures. */
export function hiddenAxis(options: Partial<LayoutAxis> = {}): Partial<LayoutAxis> {
  return { visible: false, fixedrange: true, ...options };
}

/** A legend in one row above the plot, at its right end. */
export const TOP_LEGEND: Partial<Layout["legend"]> = {
  orientation: "h",
  x: 1,
  xanchor: "right",
  y: 1.02,
  yanchor: "bottom",
  font: { size: 12.5, color: COLOURS.ink },
  itemclick: false,
  itemdoubleclick: false,
};
