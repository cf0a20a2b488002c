import { COLOURS } from "../theme.ts";
import { colourScale, parseColour, type Rgba } from "./colour.ts";
import { numbersOf } from "./numbers.ts";
import type { Corner } from "./raster.ts";
import type { SpatialTrace, Stage } from "./scene.ts";

/** Pixels across per unit of `marker.size`, measured in plotly: one size for all, a size for each. */
const SHARED = 1.72;
const LISTED = 0.86;

/** Draws a `scatter3d` trace: markers as discs of their size in pixels, lines; no text. */
export function drawPoints(trace: SpatialTrace, stage: Stage): void {
  const [xs, ys, zs] = [numbersOf(trace.x), numbersOf(trace.y), numbersOf(trace.z)];
  const mode: string = trace.mode ?? "lines+markers";
  const points = Array.from(xs, (x, i) => stage.view.project(stage.place(x, ys[i], zs[i])));
  const { raster, scale } = stage;
  if (mode.includes("lines")) {
    const colour = parseColour(trace.line?.color ?? COLOURS.first);
    const width = (trace.line?.width ?? 2) * scale;
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1], points[i]];
      raster.line({ ...a, colour }, { ...b, colour }, width, trace.opacity ?? 1);
    }
  }
  if (!mode.includes("markers")) return;
  const marker = trace.marker ?? {};
  const opacity = (trace.opacity ?? 1) * (marker.opacity ?? 1);
  const colourOf = markerColours(marker);
  const sizes = typeof marker.size === "number" || marker.size === undefined
    ? null
    : numbersOf(marker.size);
  const order = points.map((_, i) => i).filter((i) => points[i].depth > 0);
  order.sort((i, j) => points[j].depth - points[i].depth);
  for (const i of order) {
    const colour = colourOf(i);
    const radius = (sizes ? sizes[i] * LISTED : (marker.size ?? 8) * SHARED) * scale / 2;
    raster.disc({ ...points[i], colour } as Corner, radius, opacity * colour[3]);
  }
}

/** The colour of each marker: one for all, a list of colours, or numbers on a scale. */
export function markerColours(marker: SpatialTrace): (i: number) => Rgba {
  const { color = COLOURS.first } = marker;
  if (typeof color === "string") {
    const colour = parseColour(color);
    return () => colour;
  }
  if (Array.isArray(color) && typeof color[0] === "string") {
    const known = new Map<string, Rgba>();
    return (i) => {
      const colour = known.get(color[i]) ?? parseColour(color[i]);
      known.set(color[i], colour);
      return colour;
    };
  }
  const values = numbersOf(color);
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  const scale = colourScale(marker.colorscale, marker.cmin ?? low, marker.cmax ?? high);
  const reversed = marker.reversescale === true;
  const [from, to] = [marker.cmin ?? low, marker.cmax ?? high];
  return (i) => scale(reversed ? from + to - values[i] : values[i]);
}
