import type { Cluster } from "../core/cluster.ts";
import type { Chart } from "./chart.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, houseAxis, houseLayout, nameAxis } from "./theme.ts";

/**
 * A dendrogram: things on the left, joined further right the further apart they are.
 *
 * @param unit of the distances, for the axis.
 */
export function distanceTree(
  root: Cluster,
  options: { readonly source: Source; readonly title: string; readonly unit: string },
): Chart {
  const { source, title, unit } = options;
  const names: string[] = [];
  const lines: { x: number[]; y: number[] }[] = [];
  const joins: { distance: number; words: string }[] = [];
  const place = (cluster: Cluster): { x: number; y: number; names: string[] } => {
    if ("name" in cluster) {
      names.push(cluster.name);
      return { x: 0, y: names.length - 1, names: [cluster.name] };
    }
    const [a, b] = cluster.parts.map(place);
    const { distance } = cluster;
    lines.push({ x: [a.x, distance, distance, b.x], y: [a.y, a.y, b.y, b.y] });
    joins.push({ distance, words: `${a.names.join(" + ")} with ${b.names.join(" + ")}` });
    return { x: distance, y: (a.y + b.y) / 2, names: [...a.names, ...b.names] };
  };
  const { x: farthest } = place(root);
  const closest = joins.toSorted((a, b) => a.distance - b.distance)[0];
  return {
    data: lines.map(({ x, y }) => ({
      type: "scatter",
      mode: "lines",
      x: x.map((v) => Number(v.toFixed(3))),
      y,
      line: { color: COLOURS.first, width: 2 },
      hovertemplate: `joined at %{x:.1f} ${unit}<extra></extra>`,
    })),
    layout: {
      ...houseLayout({
        title,
        source,
        width: 640,
        height: 130 + 40 * names.length,
        margin: { l: 96, r: 28, t: 84, b: 58 },
      }),
      xaxis: houseAxis(`distance, ${unit}`, { range: [0, farthest * 1.05] }),
      yaxis: {
        ...nameAxis("y", names.length),
        type: "linear",
        tickvals: names.map((_, i) => i),
        ticktext: names,
      },
    },
    description: `Dendrogram of ${names.length} things by distance (${sourceName(source)}).` +
      (closest
        ? ` The first to join: ${closest.words}, at ${closest.distance.toFixed(1)} ${unit}.`
        : ""),
  };
}
