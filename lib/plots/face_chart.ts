import type { Layout, UpdateMenu } from "plotly.js-dist-min";
import { displacements, type FaceRow, faceRow } from "./face_scene.ts";
import type { Source } from "./source.ts";
import { COLOURS, houseLayout } from "./theme.ts";

/** Points, `[n, 3]` metres. */
type Points = ArrayLike<number>;

/** How far the points of several faces have moved. */
export interface Movements {
  /** `[faces][n]` mm, one digit after the point. */
  readonly moved: readonly number[][];
  /** The upper end of the colours, whole mm from 1 on, that fits them all. */
  readonly most: number;
}

/** How far each point of each face lies from where its face at rest has it. */
export function movementsOf(
  faces: readonly { readonly points: Points; readonly neutral: Points }[],
): Movements {
  const moved = faces.map(({ points, neutral }) => displacements(points, neutral));
  return { moved, most: Math.max(1, ...moved.map((list) => Math.ceil(Math.max(...list)))) };
}

/** What {@link faceChart} is made of. */
export interface FaceChartOptions {
  readonly source: Source;
  readonly title: string;
  /** What the colours say. */
  readonly note: string;
  /** The names under the faces. */
  readonly names: readonly string[];
  /** Width of the plot without margins, pixels. */
  readonly width: number;
  /** Room under the plot, pixels. */
  readonly bottom?: number;
}

/** The row of faces, and the layout around it: drop-downs above, the colour bar to the right. */
export function faceChart(
  { source, title, note, names, width, bottom = 34 }: FaceChartOptions,
): { readonly row: FaceRow; readonly layout: Partial<Layout> } {
  const inner = { width, height: 350 };
  const margin = { l: 16, r: 84, t: 116, b: bottom };
  const row = faceRow(names, inner);
  return {
    row,
    layout: {
      ...houseLayout({
        title,
        source,
        notes: [note],
        width: inner.width + margin.l + margin.r,
        height: inner.height + margin.t + margin.b,
        margin,
      }),
      scene: row.scene,
      annotations: [...row.captions],
    } as Partial<Layout>,
  };
}

/** One entry of a drop-down. */
export interface FaceChoice {
  readonly label: string;
  /** What plotly's `update` takes: changes of the traces and of the layout, and which traces. */
  readonly args: [
    traces: Readonly<Record<string, unknown>>,
    layout: Readonly<Record<string, unknown>>,
    which: number[],
  ];
}

/** A drop-down over the faces. @param x its left edge, as a share of the plot's width */
export function faceMenu(
  choices: readonly FaceChoice[],
  active: number,
  x = 0.012,
): Partial<UpdateMenu> {
  return {
    type: "dropdown",
    active,
    x,
    xanchor: "left",
    y: 1.015,
    yanchor: "bottom",
    bgcolor: COLOURS.paper,
    bordercolor: COLOURS.line,
    font: { size: 13, color: COLOURS.ink },
    buttons: choices.map((choice) => ({ method: "update", ...choice })),
  };
}
