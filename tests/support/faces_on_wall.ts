import { renderFace } from "#lib/data/synthetic/render_face.ts";
import { STUDIO } from "#lib/data/synthetic/scene.ts";
import type { Photo } from "#lib/preprocess/photo.ts";

/** Drawn faces of 196 pixels on a plain wall, each by its left upper corner. */
export function facesOnWall(
  width: number,
  height: number,
  faces: readonly (readonly [number, number])[],
): Photo {
  const pixels = new Uint8Array(width * height * 3).fill(150);
  const size = 196;
  const drawn = renderFace({ size, scene: { ...STUDIO, view: { ...STUDIO.view, span: 260 } } });
  for (const [left, top] of faces) {
    drawn.pixels.forEach((value, i) => {
      const at = ((top + Math.floor(i / size)) * width + left + i % size) * 3;
      pixels.fill(value, at, at + 3);
    });
  }
  return { width, height, pixels };
}
