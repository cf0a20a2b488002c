import type { Activation } from "../../core/facs.ts";
import { type Appearance, PLAIN_APPEARANCE } from "./appearance.ts";
import { develop } from "./develop.ts";
import { faceTemplate } from "./face_template.ts";
import { headParts } from "./head_parts.ts";
import { poseFace } from "./pose_face.ts";
import { type Camera, createCamera, createLamp, type Lamp } from "./camera.ts";
import { drawEyes, drawMouth } from "./features.ts";
import { drawBackground, drawCover, drawGlasses } from "./surroundings.ts";
import { type Canvas, createCanvas, drawPatch, type Paint } from "./raster.ts";
import { type Scene, STUDIO } from "./scene.ts";
import { type SkinTexture, skinTexture, TEXTURE, wrinkledTexture } from "./skin_texture.ts";

/** What to draw; everything left out is the average face in a studio. */
export interface RenderFaceOptions {
  /** The face at rest, `[1220, 3]` mm: eyes and teeth are set into it. */
  readonly rest?: Float64Array;
  /** The Action Units at work: they move the face (unless `points` are given) and fold the skin. */
  readonly activation?: Activation;
  /** The posed face, `[1220, 3]` mm, where it is known already. */
  readonly points?: Float64Array;
  readonly appearance?: Appearance;
  readonly scene?: Scene;
  /** Pixels on each side. */
  readonly size?: number;
  /** Samples per pixel along each side: the smoothing of edges. */
  readonly samples?: number;
  /** The person's skin, where it is drawn already. */
  readonly skin?: SkinTexture;
}

/** A grey picture, row by row from the top left. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  /** 0 (black) to 255 (white). */
  readonly pixels: Uint8Array;
}

/**
 * Draws a face of the synthetic population as a camera would see it: the 3-D mesh with skin, eyes,
 * mouth, hair and a background, by a smoothed software rasteriser. No randomness: the same options
 * give the same picture.
 *
 * @throws {RangeError} for a size outside 8 to 1024 pixels.
 *
 * @example
 * ```ts
 * import { renderFace } from "#lib/data/synthetic/render_face.ts";
 * import { strictEqual } from "node:assert/strict";
 * const smile = renderFace({ activation: { 6: 0.6, 12: 0.8, 25: 0.5 }, size: 160 });
 * strictEqual(smile.pixels.length, 160 * 160);
 * ```
 */
export function renderFace(options: RenderFaceOptions = {}): GreyPicture {
  const { size = 48, samples = 2, scene = STUDIO, appearance = PLAIN_APPEARANCE } = options;
  if (!Number.isInteger(size) || size < 8 || size > 1024) {
    throw new RangeError(`size must be a whole number of pixels from 8 to 1024, not ${size}`);
  }
  const rest = options.rest ?? faceTemplate().rest;
  const activation = options.activation ?? {};
  const points = options.points ?? poseFace(rest, activation);
  const skin = wrinkledTexture(
    options.skin ?? skinTexture(appearance),
    activation,
    appearance.age,
  );
  const canvas = createCanvas(size * samples, size * samples);
  drawBackground(canvas, scene);
  const camera = createCamera(scene.view, size * samples);
  const lamp = createLamp(scene.lighting, camera);
  drawHead(canvas, camera, lamp, rest, appearance);
  const face = projectFace(points, camera, lamp);
  drawPatch(canvas, { ...face, triangles: faceTemplate().triangles }, skinPaint(skin));
  drawEyes(canvas, face, points, rest, appearance, scene);
  drawMouth(canvas, face, points, rest);
  if (scene.glasses) drawGlasses(canvas, camera, rest, scene.glasses);
  if (scene.cover) drawCover(canvas, scene.cover);
  return develop(canvas, size, samples, scene);
}

/** The mask on the canvas. */
export interface ProjectedFace {
  readonly screen: Float64Array;
  readonly uv: Float64Array;
  readonly shade: Float64Array;
}

function projectFace(points: Float64Array, camera: Camera, lamp: Lamp): ProjectedFace {
  const { flat, triangles } = faceTemplate();
  const normals = new Float64Array(points.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const a = triangles[t] * 3, b = triangles[t + 1] * 3, c = triangles[t + 2] * 3;
    const ux = points[b] - points[a], uy = points[b + 1] - points[a + 1];
    const uz = points[b + 2] - points[a + 2];
    const vx = points[c] - points[a], vy = points[c + 1] - points[a + 1];
    const vz = points[c + 2] - points[a + 2];
    const nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
    for (let k = 0; k < 3; k++) {
      const i = k === 0 ? a : k === 1 ? b : c;
      normals[i] += nx;
      normals[i + 1] += ny;
      normals[i + 2] += nz;
    }
  }
  const shade = new Float64Array(points.length / 3);
  for (let i = 0; i < shade.length; i++) {
    const nx = normals[i * 3], ny = normals[i * 3 + 1], nz = normals[i * 3 + 2];
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
    shade[i] = lamp(nx / length, ny / length, nz / length);
  }
  return { screen: camera.project(points), uv: flat, shade };
}

function skinPaint({ values, width, height }: SkinTexture): Paint {
  const { left, top, perMm } = TEXTURE;
  return (x, y, shade) => {
    const u = Math.max(0, Math.min(width - 1.001, (x - left) * perMm - 0.5));
    const v = Math.max(0, Math.min(height - 1.001, (top - y) * perMm - 0.5));
    const i = (v | 0) * width + (u | 0);
    const fu = u - (u | 0);
    const up = values[i] + fu * (values[i + 1] - values[i]);
    const down = values[i + width] + fu * (values[i + width + 1] - values[i + width]);
    return (up + (v - (v | 0)) * (down - up)) * shade;
  };
}

function drawHead(
  canvas: Canvas,
  camera: Camera,
  lamp: Lamp,
  rest: Float64Array,
  look: Appearance,
): void {
  const { outline } = faceTemplate();
  let [width, top] = [0, 0];
  for (const i of outline) {
    width = Math.max(width, Math.abs(rest[i * 3]));
    top = Math.max(top, rest[i * 3 + 1]);
  }
  for (const part of headParts(look, width, top)) {
    const shade = new Float64Array(part.points.length / 3);
    for (let i = 0; i < shade.length; i++) {
      const n = part.normals;
      shade[i] = lamp(n[i * 3], n[i * 3 + 1], n[i * 3 + 2]);
    }
    const screen = camera.project(part.points);
    drawPatch(
      canvas,
      { screen, uv: part.uv, shade, triangles: part.triangles },
      material(part, look),
    );
  }
}

function material(part: { material: "skin" | "hair" | "clothes" }, look: Appearance): Paint {
  if (part.material === "skin") return (_u, _v, shade) => look.skin * 0.8 * shade;
  if (part.material === "clothes") return (_u, _v, shade) => look.clothes * shade * 0.8;
  const phase = look.grain % 11;
  return (u, v, shade) =>
    look.hair * shade *
    (0.85 + 0.3 * Math.sin(61 * u + phase + 2 * Math.sin(9 * v)) * Math.sin(23 * u + 5 * v));
}
