import type { Activation } from "../../core/facs.ts";
import { type Appearance, PLAIN_APPEARANCE } from "./appearance.ts";
import { type Camera, createCamera, createLamp, type Lamp } from "./camera.ts";
import { develop } from "./develop.ts";
import { faceTemplate } from "./face_template.ts";
import { eyePatches, jawDrop, mouthPatch } from "./features.ts";
import { type HeadPart, headParts } from "./head_parts.ts";
import { eyePaint, flatPaint, mouthPaint, partPaint, skinPaint } from "./paints.ts";
import { poseFace } from "./pose_face.ts";
import { createCanvas, drawPatch, type Paint, type Patch } from "./raster.ts";
import { type Scene, STUDIO } from "./scene.ts";
import { skinTexture, wrinkledTexture } from "./skin_texture.ts";
import { drawBackground, drawCover, glassesPatch } from "./surroundings.ts";

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
  const skin = wrinkledTexture(skinTexture(appearance), activation, appearance.age);
  const canvas = createCanvas(size * samples, size * samples);
  const camera = createCamera(scene.view, size * samples);
  const lamp = createLamp(scene.lighting, camera);
  const face = projectFace(points, camera, lamp);
  const paints: Paint[] = [];
  const draw = (patches: readonly Patch[], paint: Paint) => {
    paints.push(paint);
    for (const patch of patches) drawPatch(canvas, patch, paints.length);
  };
  draw([{ ...face, triangles: faceTemplate().triangles }], skinPaint(skin));
  for (const part of headParts(appearance, rest)) {
    draw([projectPart(part, camera, lamp)], partPaint(part.material, appearance));
  }
  draw(eyePatches(face, points, rest), eyePaint(appearance, scene));
  draw([mouthPatch(face, points, rest)], mouthPaint(jawDrop(points, rest)));
  if (scene.glasses) {
    const { frame } = scene.glasses;
    draw([glassesPatch(camera, rest, scene.glasses)], flatPaint(frame));
  }
  drawBackground(canvas, scene);
  paints.forEach((paint, k) => paint(canvas, k + 1));
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

/** A part of the head with its own normals on the canvas. */
function projectPart(part: HeadPart, camera: Camera, lamp: Lamp): Patch {
  const { points, normals, uv, triangles } = part;
  const shade = new Float64Array(points.length / 3);
  for (let i = 0; i < shade.length; i++) {
    shade[i] = lamp(normals[i * 3], normals[i * 3 + 1], normals[i * 3 + 2]);
  }
  return { screen: camera.project(points), uv, shade, triangles };
}
