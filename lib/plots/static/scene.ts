import { encode } from "fast-png";
import type { Chart } from "../chart.ts";
import { COLOURS } from "../theme.ts";
import { parseColour } from "./colour.ts";
import { drawMesh } from "./mesh.ts";
import { numbersOf } from "./numbers.ts";
import { drawPoints } from "./points.ts";
import { Raster } from "./raster.ts";
import { type Camera, type Vector, type Viewpoint, viewpoint } from "./viewpoint.ts";

/** Samples per pixel of the PNG, in each direction. */
const SAMPLES = 2;

/** A trace of a 3-D chart, as far as it is read here. */
// deno-lint-ignore no-explicit-any
export type SpatialTrace = Record<string, any>;

/** What a trace is drawn with. */
export interface Stage {
  readonly raster: Raster;
  readonly view: Viewpoint;
  /** From data units to those of the camera. */
  place(x: number, y: number, z: number): Vector;
  /** And back. */
  unplace(point: Vector): Vector;
  /** Raster pixels per pixel of the chart. */
  readonly scale: number;
}

/**
 * A 3-D chart as a PNG with `density` pixels to each of the chart: every scene with its traces (`scatter3d`,
 * `mesh3d`), as its camera sees it. Words and axes are left out.
 */
export function renderScene(chart: Chart, { density }: { readonly density: number }): Uint8Array {
  const scale = density * SAMPLES;
  // deno-lint-ignore no-explicit-any
  const layout = chart.layout as Record<string, any>;
  const { width = 760, height = 420, margin = {} } = layout;
  const background = parseColour(layout.paper_bgcolor ?? COLOURS.paper);
  const raster = new Raster(Math.round(width * scale), Math.round(height * scale), background);
  const inner = {
    left: margin.l ?? 80,
    top: margin.t ?? 100,
    width: width - (margin.l ?? 80) - (margin.r ?? 80),
    height: height - (margin.t ?? 100) - (margin.b ?? 80),
  };
  const names = [...new Set(chart.data.map((trace) => (trace as SpatialTrace).scene ?? "scene"))];
  for (const name of names) {
    const scene = layout[name] ?? {};
    const traces = (chart.data as SpatialTrace[]).filter((trace) =>
      (trace.scene ?? "scene") === name && trace.visible !== false
    );
    const [x0, x1] = scene.domain?.x ?? [0, 1];
    const [y0, y1] = scene.domain?.y ?? [0, 1];
    const box = {
      left: (inner.left + x0 * inner.width) * scale,
      top: (inner.top + (1 - y1) * inner.height) * scale,
      width: (x1 - x0) * inner.width * scale,
      height: (y1 - y0) * inner.height * scale,
    };
    raster.clip(box.left, box.top, box.left + box.width, box.top + box.height);
    const view = viewpoint(scene.camera as Camera ?? {}, box);
    const stage: Stage = { raster, view, ...placement(scene, traces), scale };
    // What can be seen through is drawn over what cannot.
    const order = traces.toSorted((a, b) =>
      Number((a.opacity ?? 1) < 1) - Number((b.opacity ?? 1) < 1)
    );
    for (const trace of order) draw(trace, stage);
  }
  return encode({ ...raster.reduced(SAMPLES), channels: 3 });
}

function draw(trace: SpatialTrace, stage: Stage): void {
  if (trace.type === "mesh3d") drawMesh(trace, stage);
  else if (trace.type === "scatter3d") drawPoints(trace, stage);
  else {
    throw new RangeError(
      `still pictures of 3-D charts know scatter3d and mesh3d, not ${trace.type}`,
    );
  }
}

/** Plotly's way from data to the camera's units: the box of all axes, centred, by aspect. */
// deno-lint-ignore no-explicit-any
function placement(scene: any, traces: readonly SpatialTrace[]): Pick<Stage, "place" | "unplace"> {
  const ranges = (["x", "y", "z"] as const).map((key) => {
    const given = scene[`${key}axis`]?.range;
    if (given) return given as [number, number];
    let [low, high] = [Infinity, -Infinity];
    for (const trace of traces) {
      const values = numbersOf(trace[key]);
      for (let i = 0; i < values.length; i++) {
        if (values[i] < low) low = values[i];
        if (values[i] > high) high = values[i];
      }
    }
    const pad = (high - low) / 32 || 1;
    return [low - pad, high + pad];
  });
  const spans = ranges.map(([low, high]) => high - low);
  const aspect = aspectOf(scene, spans);
  return {
    place: (...point) =>
      point.map((value, k) => ((value - ranges[k][0]) / spans[k] - 0.5) * aspect[k]) as never,
    unplace: (point) =>
      point.map((value, k) => (value / aspect[k] + 0.5) * spans[k] + ranges[k][0]) as never,
  };
}

// deno-lint-ignore no-explicit-any
function aspectOf(scene: any, spans: readonly number[]): readonly number[] {
  const { aspectmode = "auto", aspectratio } = scene;
  if (aspectmode === "manual" && aspectratio) return [aspectratio.x, aspectratio.y, aspectratio.z];
  const sizes = spans.map(Math.abs);
  const mean = Math.cbrt(sizes[0] * sizes[1] * sizes[2]);
  const uneven = Math.max(...sizes) / Math.min(...sizes) > 4;
  if (aspectmode === "cube" || (aspectmode === "auto" && uneven)) return [1, 1, 1];
  return sizes.map((size) => size / mean);
}
