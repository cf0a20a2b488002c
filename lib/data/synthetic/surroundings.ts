import type { Camera } from "./camera.ts";
import { faceTemplate } from "./face_template.ts";
import { glassesParts } from "./head_parts.ts";
import type { Canvas, Patch } from "./raster.ts";
import type { Scene } from "./scene.ts";

/** Fills the canvas with the wall behind the head: corner to corner, with soft blotches. */
export function drawBackground(canvas: Canvas, scene: Scene): void {
  const { width, height, light } = canvas;
  const [a, b, c, d] = scene.background;
  const phases = [1, 2, 3, 4].map((k) => ((scene.grain >>> (k * 5)) % 97) / 15);
  // Blotches are soft, so a coarse grid of them will do.
  const cells = 24;
  const waves = new Float32Array(cells * cells);
  for (let i = 0; scene.blotches > 0 && i < waves.length; i++) {
    const [u, v] = [(i % cells) / cells, Math.floor(i / cells) / cells];
    waves[i] = 0.7 * scene.blotches * Math.sin(6 * v + phases[2] + 3 * u) *
      Math.sin(9 * u + phases[0] + 2 * Math.sin(7 * v + phases[1]));
  }
  for (let y = 0; y < height; y++) {
    const v = y / height;
    const row = Math.floor(v * cells) * cells;
    const left = a + (c - a) * v;
    const step = (b + (d - b) * v - left) / width;
    for (let x = 0; x < width; x++) {
      light[y * width + x] = (left + step * x) *
        (1 + waves[row + ((x * cells) / width | 0)]);
    }
  }
}

/** A frame of glasses before the eyes of the face at rest. */
export function glassesPatch(
  camera: Camera,
  rest: Float64Array,
  glasses: NonNullable<Scene["glasses"]>,
): Patch {
  const [[inner, outer]] = faceTemplate().eyeCorners;
  const middle = (axis: number) => (rest[inner * 3 + axis] + rest[outer * 3 + axis]) / 2;
  const { points, triangles } = glassesParts(
    [middle(0), middle(1), middle(2)],
    glasses.thickness,
    glasses.round,
  );
  const count = points.length / 3;
  return {
    screen: camera.project(points),
    uv: new Float64Array(count * 2),
    shade: new Float64Array(count),
    triangles,
  };
}

/** Draws a soft-edged thing before the face, such as a hand. */
export function drawCover(canvas: Canvas, cover: NonNullable<Scene["cover"]>): void {
  const { width, height, light } = canvas;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = (x / width - cover.centre[0]) / cover.radii[0];
      const v = (y / height - cover.centre[1]) / cover.radii[1];
      const far = u * u + v * v;
      if (far < 1) light[y * width + x] = cover.value * (1 - 0.5 * far);
    }
  }
}
