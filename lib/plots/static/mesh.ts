import { COLOURS } from "../theme.ts";
import { colourScale, parseColour, type Rgba } from "./colour.ts";
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
  const scale = intensityScale(trace);
  const order = Array.from(faces[0], (_, f) => f);
  if (opacity < 1) {
    const depth = (f: number) => faces.reduce((sum, list) => sum + seen[list[f]].depth, 0);
    order.sort((a, b) => depth(b) - depth(a));
  }
  for (const f of order) {
    const corners = faces.map((list) => {
      const v = list[f];
      const normal = trace.flatshading ? flat[f] : vertex[v];
      const { shade, shine } = light(points[v], normal);
      if (scale && !faceColours) return { ...seen[v], colour: [scale.at(v), shade, shine] };
      const own = faceColours?.[f] ?? colourOf(v);
      const colour = [0, 1, 2].map((k) => Math.min(1, own[k] * shade + shine));
      return { ...seen[v], colour };
    });
    if (corners.some(({ depth }) => depth <= 0)) continue;
    const [a, b, c] = corners;
    stage.raster.triangle(a, b, c, opacity, faceColours ? undefined : scale?.table);
  }
}

function vertexColours(trace: SpatialTrace): (vertex: number) => Rgba {
  if (trace.vertexcolor) return markerColours({ color: trace.vertexcolor });
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

/** Where each corner's intensity lies on the colour scale, and the scale as 256 colours. */
function intensityScale(trace: SpatialTrace) {
  if (!trace.intensity || trace.vertexcolor) return undefined;
  const values = numbersOf(trace.intensity);
  const low = trace.cmin ?? Array.from(values).reduce((a, b) => Math.min(a, b), Infinity);
  const high = trace.cmax ?? Array.from(values).reduce((a, b) => Math.max(a, b), -Infinity);
  const colourAt = colourScale(trace.colorscale, 0, 255);
  const table = new Float32Array(256 * 3);
  for (let entry = 0; entry < 256; entry++) {
    table.set(colourAt(trace.reversescale ? 255 - entry : entry).slice(0, 3), entry * 3);
  }
  return { table, at: (v: number) => high > low ? (values[v] - low) / (high - low) : 0 };
}

/**
 * Plotly's lighting of meshes, with its defaults. As in its shader the lamp's place is one of clip
 * space (so that a lamp far in front is a lamp at the viewer's head), taken back to data units, and
 * directions run to it from the point as the camera has it.
 */
function lighting(trace: SpatialTrace, stage: Stage) {
  const { ambient = 0.8, diffuse = 0.8, specular = 0.05, roughness = 0.5, fresnel = 0.2 } =
    trace.lighting ?? {};
  const { x = 1e5, y = 1e5, z = 0 } = trace.lightposition ?? {};
  const { view } = stage;
  const lamp = stage.unplace(view.unclip([x, y, z]));
  const eye = stage.unplace(view.eye);
  return (point: Vector, normal: Vector) => {
    const behind = dot(normal, minus(view.eye, point)) < 0;
    const facing: Vector = behind ? [-normal[0], -normal[1], -normal[2]] : normal;
    const from = view.camera(point);
    const [toLamp, toEye] = [normalized(minus(lamp, from)), normalized(minus(eye, from))];
    return {
      shade: Math.min(1, ambient + diffuse * Math.max(0, dot(facing, toLamp))),
      shine: specular * Math.min(1, cookTorrance(toLamp, toEye, facing, roughness, fresnel)),
    };
  };
}

/** The share of light that a rough surface reflects to the viewer (Cook and Torrance 1982). */
function cookTorrance(
  toLamp: Vector,
  toEye: Vector,
  normal: Vector,
  roughness: number,
  fresnel: number,
): number {
  const half = normalized([toEye[0] + toLamp[0], toEye[1] + toLamp[1], toEye[2] + toLamp[2]]);
  const positive = (a: Vector, b: Vector, least = 0) => Math.max(dot(a, b), least);
  const [eyeNormal, lampNormal] = [positive(toEye, normal), positive(toLamp, normal)];
  const normalHalf = Math.max(positive(normal, half), 1e-4);
  const shadowing = Math.min(
    1,
    2 * normalHalf * eyeNormal / positive(toEye, half, 1e-6),
    2 * normalHalf * lampNormal / positive(toLamp, half, 1e-6),
  );
  const [cosine, rough] = [normalHalf * normalHalf, roughness * roughness];
  const facets = Math.exp((cosine - 1) / (cosine * rough)) / (Math.PI * rough * cosine * cosine);
  const edge = Math.max(0, 1 - eyeNormal) ** fresnel;
  return shadowing * edge * facets / Math.max(Math.PI * eyeNormal * lampNormal, 1e-6);
}
