import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import sharp from "sharp";
import { createFaceFinder, type FaceFinder } from "#lib/data/photos/face_finder.ts";
import { readPhoto } from "#lib/data/photos/read_photo.ts";
import { renderFace } from "#lib/data/synthetic/render_face.ts";
import { STUDIO } from "#lib/data/synthetic/scene.ts";
import { faceCrop } from "#lib/preprocess/face_crop.ts";
import type { Photo } from "#lib/preprocess/photo.ts";
import { facesOnWall } from "../support/faces_on_wall.ts";

/** A picture of 4x2 pixels, its left half red and its right half blue, to be saved in any format. */
function halves() {
  const data = new Uint8Array(64 * 32 * 3);
  for (let i = 0; i < 64 * 32; i++) data[i * 3 + (i % 64 < 32 ? 0 : 2)] = 255;
  return sharp(data, { raw: { width: 64, height: 32, channels: 3 } });
}

const colourAt = (
  { width, pixels }: Photo,
  x: number,
  y: number,
) => [...pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
const isNear = (a: readonly number[], b: readonly number[]) =>
  ok(a.every((value, i) => Math.abs(value - b[i]) <= 12), `${a} is not ${b}`);

Deno.test("photos come out alike from every format, upright as they are marked", async () => {
  const files = {
    jpeg: await halves().jpeg({ quality: 95 }).toBuffer(),
    png: await halves().png().toBuffer(),
    webp: await halves().webp({ quality: 95 }).toBuffer(),
    avif: await halves().avif({ quality: 90 }).toBuffer(),
  };
  const heic = await Deno.readFile(new URL("../fixtures/data/halves.heic", import.meta.url));
  for (const [name, file] of Object.entries({ ...files, heic })) {
    const photo = await readPhoto(new Uint8Array(file), { name });
    deepStrictEqual([photo.width, photo.height, photo.pixels.length], [64, 32, 64 * 32 * 3]);
    isNear(colourAt(photo, 8, 16), [255, 0, 0]);
    isNear(colourAt(photo, 56, 16), [0, 0, 255]);
  }
  // Mark 6: to be turned a quarter clockwise, so that the left half comes to lie above.
  const turned = await halves().withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
  const photo = await readPhoto(new Uint8Array(turned));
  deepStrictEqual([photo.width, photo.height], [32, 64]);
  isNear(colourAt(photo, 16, 8), [255, 0, 0]);
  isNear(colourAt(photo, 16, 56), [0, 0, 255]);
});

Deno.test("CMYK, 16 bits, grey and transparency are read as what they show", async () => {
  const cmyk = await halves().toColourspace("cmyk").jpeg({ quality: 95 }).toBuffer();
  const [red, green, blue] = colourAt(await readPhoto(new Uint8Array(cmyk)), 8, 16);
  ok(red > 180 && green < 80 && blue < 80, "red stays red through ink");
  const deep = sharp(Uint16Array.from({ length: 300 }, () => 0x8000), {
    raw: { width: 10, height: 10, channels: 3 },
  });
  const sixteen = await deep.toColourspace("rgb16").png().toBuffer();
  isNear(colourAt(await readPhoto(new Uint8Array(sixteen)), 5, 5), [128, 128, 128]);
  const glass = sharp({
    create: { width: 9, height: 9, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } },
  });
  const clear = await glass.png().toBuffer();
  isNear(colourAt(await readPhoto(new Uint8Array(clear)), 4, 4), [255, 255, 255]);
});

Deno.test("large photos are made smaller; broken files are refused by name", async () => {
  const create = { width: 5200, height: 3900, channels: 3, background: "teal" } as const;
  const photo = await readPhoto(new Uint8Array(await sharp({ create }).jpeg().toBuffer()));
  deepStrictEqual([photo.width, photo.height], [2048, 1536]);
  const jpeg = await halves().jpeg().toBuffer();
  const half = new Uint8Array(jpeg.subarray(0, jpeg.length / 2));
  await rejects(readPhoto(half, { name: "half.jpg" }), {
    name: "SyntaxError",
    message: /half\.jpg/,
  });
  const text = new TextEncoder().encode("dear diary");
  await rejects(readPhoto(text, { name: "a.png" }), { name: "SyntaxError", message: /a\.png/ });
});

async function withFinder(run: (finder: FaceFinder) => Promise<void>) {
  const finder = createFaceFinder();
  try {
    await run(finder);
  } finally {
    finder.close();
  }
}

Deno.test({
  name: "one face, two faces and none are found as they are, and their eyes with them",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withFinder(async (finder) => {
      const [face, ...others] = await finder.find(facesOnWall(480, 360, [[150, 80]]));
      strictEqual(others.length, 0);
      const middle = (face.leftEye[0] + face.rightEye[0]) / 2;
      ok(Math.abs(middle - 248) < 6, `the eyes' middle lies at ${middle}`);
      ok(face.rightEye[0] - face.leftEye[0] > 30 && face.mouth[1] > face.leftEye[1] + 20);
      strictEqual((await finder.find(facesOnWall(640, 360, [[60, 80], [380, 80]]))).length, 2);
      strictEqual((await finder.find(facesOnWall(480, 360, []))).length, 0);
    }),
});

Deno.test({
  name: "a crop has the eyes where FER2013 has them, however the photo is placed, scaled or turned",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withFinder(async (finder) => {
      for (const roll of [0, 20, -20]) {
        const view = { ...STUDIO.view, span: 420, roll };
        const { pixels: grey } = renderFace({ size: 320, scene: { ...STUDIO, view } });
        const pixels = Uint8Array.from({ length: grey.length * 3 }, (_, i) => grey[i / 3 | 0]);
        const photo = { width: 320, height: 320, pixels };
        const [face] = await finder.find(photo);
        ok(face, `no face at ${roll} degrees`);
        const size = 192;
        const crop = faceCrop(photo, face, { size });
        const again = Uint8Array.from({ length: crop.length * 3 }, (_, i) => crop[i / 3 | 0]);
        const [inCrop] = await finder.find({ width: size, height: size, pixels: again });
        ok(inCrop, "the crop still shows a face");
        const { leftEye, rightEye } = inCrop;
        ok(Math.abs((leftEye[0] + rightEye[0]) / 2 / size - 0.5) < 0.04, "eyes in the middle");
        ok(Math.abs((leftEye[1] + rightEye[1]) / 2 / size - 0.393) < 0.04, "eyes at their height");
        ok(Math.abs(rightEye[1] - leftEye[1]) / size < 0.03, "eyes level");
      }
    }),
});

Deno.test("a closed finder says so", async () => {
  const finder = createFaceFinder();
  finder.close();
  await rejects(finder.find(facesOnWall(64, 400, [])), /closed/);
});
