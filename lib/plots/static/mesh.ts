import { COLOURS } from "../theme.ts";
import { parseColour, type Rgba } from "./colour.ts";
import { numbersOf } from "./numbers.ts";
import { markerColours } from "./points.ts";
import type { SpatialTrace, Stage } from "./scene.ts";
import { cross, dot, minus, normalized, type Vector } from "./viewpoint.ts";

/**
 * Draws a `mesh3d` trace with given triangles (`i`, `j`, `k`), lit as plotly lights it: ambient,
 * diffuse and a little specular light, faces seen from behind lit as well.
 */
export function drawMesh(trace: SpatialTrace, stage: Stage): void {
  const [xs, ys, zs] = [numbersOf(trace.x), numbersOf(trace.y), numbersOf(trace.z)];
  const faces = [numbersOf(trace.i), numbersOf(trace.j), numbersOf(trace.k)];
  if (faces[0].length === 0) {
    throw new RangeError("a mesh3d without i, j, k has no triangles to draw");
  }
  const points = Array.from(xs, (x, v) => stage.place(x, ys[v], zs[v]));
  const seen = points.map((point) => stage.view.project(point));
  const colourOf = vertexColours(trace);
  const faceColours = trace.facecolor
    ? Array.from(trace.facecolor as string[], parseColour)
    : undefined;
  const opacity = trace.opacity ?? 1;
  const { flat, vertex } = normals(points, faces);
  const light = lighting(trace, stage);
  const order = Array.from(faces[0], (_, f) => f);
  if (opacity < 1) {
    const depth = (f: number) => faces.reduce((sum, list) => sum + seen[list[f]].depth, 0);
    order.sort((a, b) => depth(b) - depth(a));
  }
  for (const f of order) {
    const corners = faces.map((list) => {
      const v = list[f];
      const normal = trace.flatshading ? flat[f] : vertex[v];
      const colour = light(faceColours?.[f] ?? colourOf(v), points[v], normal);
      return { ...seen[v], colour };
    });
    if (corners.some(({ depth }) => depth <= 0)) continue;
    stage.raster.triangle(corners[0], corners[1], corners[2], opacity);
  }
}

function vertexColours(trace: SpatialTrace): (vertex: number) => Rgba {
  if (trace.vertexcolor) return markerColours({ color: trace.vertexcolor });
  if (trace.intensity) return markerColours({ ...trace, color: trace.intensity });
  return markerColours({ color: trace.color ?? COLOURS.first });
}

/** The direction of each triangle, and of each corner as the mean of its triangles by area. */
function normals(points: readonly Vector[], faces: readonly ArrayLike<number>[]) {
  const sums = points.map((): [number, number, number] => [0, 0, 0]);
  const flat = Array.from(faces[0], (_, f): Vector => {
    const [a, b, c] = faces.map((list) => points[list[f]]);
    const normal = cross(minus(b, a), minus(c, a));
    for (const list of faces) {
      for (let k = 0; k < 3; k++) sums[list[f]][k] += normal[k];
    }
    return normalized(normal);
  });
  return { flat, vertex: sums.map(normalized) };
}

/** Plotly's lighting of meshes, with its defaults. */
function lighting(
  trace: SpatialTrace,
  stage: Stage,
): (colour: Rgba, point: Vector, normal: Vector) => number[] {
  const { ambient = 0.8, diffuse = 0.8, specular = 0.05, roughness = 0.5 } = trace.lighting ?? {};
  const { x = 1e5, y = 1e5, z = 0 } = trace.lightposition ?? {};
  const lamp = stage.place(x, y, z);
  return (colour, point, normal) => {
    const toEye = normalized(minus(stage.view.eye, point));
    const toLamp = normalized(minus(lamp, point));
    const facing: Vector = dot(normal, toEye) < 0 ? [-normal[0], -normal[1], -normal[2]] : normal;
    const shade = Math.min(1, ambient + diffuse * Math.max(0, dot(facing, toLamp)));
    const half = normalized([toEye[0] + toLamp[0], toEye[1] + toLamp[1], toEye[2] + toLamp[2]]);
    const shine = specular * Math.max(0, dot(facing, half)) ** (2 / Math.max(0.05, roughness) ** 2);
    return [0, 1, 2].map((k) => Math.min(1, colour[k] * shade + shine));
  };
}
