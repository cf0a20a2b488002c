import { encode } from "fast-png";
import type { Emotion } from "#lib/core/emotions.ts";
import { PROTOTYPES } from "#lib/core/facs.ts";
import { renderFace } from "#lib/data/synthetic/render_face.ts";
import { STUDIO } from "#lib/data/synthetic/scene.ts";

const [WIDTH, HEIGHT, FACE] = [640, 480, 320];

/** A drawn face before a plain wall, as a camera would see it: grey, 640x480. */
export function wallPicture(emotion: Emotion, { left = 160, faces = 1 } = {}): Uint8Array {
  const pixels = new Uint8Array(WIDTH * HEIGHT).fill(150);
  const activation = PROTOTYPES[emotion].variants[0].units;
  const scene = { ...STUDIO, view: { ...STUDIO.view, span: 260 } };
  const drawn = renderFace({ size: FACE, scene, activation });
  for (let k = 0; k < faces; k++) {
    for (let row = 0; row < FACE; row++) {
      const start = (row + 90) * WIDTH + left + k * FACE;
      pixels.set(drawn.pixels.subarray(row * FACE, (row + 1) * FACE), start);
    }
  }
  return pixels;
}

/** The same as a PNG file. */
export function wallPhoto(emotion: Emotion, place = {}): Uint8Array<ArrayBuffer> {
  const data = wallPicture(emotion, place);
  const png = encode({ width: WIDTH, height: HEIGHT, channels: 1, data });
  return new Uint8Array(png);
}

/** A video of one picture, for Chromium's fake camera (YUV4MPEG2). */
export function cameraFile(picture: Uint8Array): Uint8Array {
  const text = (line: string) => new TextEncoder().encode(line);
  const colours = new Uint8Array(WIDTH * HEIGHT / 2).fill(128);
  const head = text(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  const parts = [head, ...[0, 1].flatMap(() => [text("FRAME\n"), picture, colours])];
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}
