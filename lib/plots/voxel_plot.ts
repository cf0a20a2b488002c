import type { ColorScale } from "plotly.js-dist-min";
import type { Chart } from "./chart.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, houseLayout } from "./theme.ts";

/** Pale enough for one point, and still seen on paper. */
const COUNTS: ColorScale = [[0, "#b3cfe6"], [0.25, "#5a9bc9"], [0.6, "#20669f"], [1, "#0b2f5b"]];

/** How a grid is drawn. */
export interface VoxelPlotOptions {
  readonly source: Source;
  readonly title?: string;
}

/**
 * The voxels of a grid that hold points, as squares in space: the more points, the darker.
 *
 * @param grid `[size, size, size]` counts, x slowest.
 * @throws {RangeError} for a grid that is no cube, or empty.
 */
export function voxelPlot(
  grid: ArrayLike<number>,
  { source, title = "A face in voxels" }: VoxelPlotOptions,
): Chart {
  const size = Math.round(Math.cbrt(grid.length));
  if (size ** 3 !== grid.length) {
    throw new RangeError(`${grid.length} values are no cube of voxels`);
  }
  const filled = Array.from(grid, (_, i) => i).filter((i) => grid[i] > 0);
  if (filled.length === 0) throw new RangeError("there is no point in any voxel");
  const counts = filled.map((i) => grid[i]);
  const most = Math.max(2, ...counts);
  const axis = { visible: false, showspikes: false, range: [-0.5, size - 0.5] };
  return {
    data: [{
      type: "scatter3d",
      mode: "markers",
      x: filled.map((i) => Math.floor(i / size ** 2)),
      y: filled.map((i) => Math.floor(i / size) % size),
      z: filled.map((i) => i % size),
      text: counts.map((n) => `${n} ${n === 1 ? "point" : "points"}`),
      hovertemplate: "voxel (%{x}, %{y}, %{z}): %{text}<extra></extra>",
      marker: {
        symbol: "square",
        size: 6.2,
        color: counts,
        colorscale: COUNTS,
        cmin: 1,
        cmax: most,
        showscale: true,
        colorbar: {
          title: { text: "points in a voxel", side: "right" },
          thickness: 12,
          len: 0.62,
          x: 1,
          xpad: 4,
          tickfont: { size: 12, color: COLOURS.muted },
        },
      },
    }] as unknown as Chart["data"],
    layout: {
      ...houseLayout({
        title,
        source,
        notes: [`${filled.length} of ${grid.length} voxels hold points`],
        width: 560,
        height: 500,
        margin: { l: 16, r: 84, t: 84, b: 24 },
      }),
      scene: {
        aspectmode: "cube",
        dragmode: "orbit",
        xaxis: axis,
        yaxis: axis,
        zaxis: axis,
        camera: {
          eye: { x: 0.3, y: 0.15, z: 1.5 },
          up: { x: 0, y: 1, z: 0 },
          center: { x: 0, y: 0, z: 0 },
        },
      } as never,
    },
    description: `A face counted into ${size} x ${size} x ${size} voxels (${
      sourceName(source)
    }): ${filled.length} of them hold points, at most ${most} in one.`,
  };
}
