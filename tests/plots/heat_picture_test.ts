import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { heatPicture } from "#lib/plots/heat_picture.ts";

const picture = { pixels: new Uint8Array(16 * 16).fill(100), width: 16, height: 16 };
const grid = { rows: 2, columns: 2, offset: 4, stride: 8 };

Deno.test("a heat picture is orange where values are above 0, blue below, grey at 0", () => {
  const { pixels, width, height } = heatPicture(picture, { ...grid, values: [1, 0, 0, -1] });
  deepStrictEqual([pixels.length, width, height], [16 * 16 * 3, 16, 16]);
  const at = (x: number, y: number) => [...pixels.subarray((y * 16 + x) * 3, (y * 16 + x) * 3 + 3)];
  const [red, , blue] = at(2, 2);
  ok(red > blue + 60);
  const [redBelow, , blueBelow] = at(13, 13);
  ok(blueBelow > redBelow + 60);
  const [r, g, b] = at(13, 2);
  ok(Math.max(r, g, b) - Math.min(r, g, b) < 12);
});

Deno.test("a map of zeros leaves the picture as it is", () => {
  const { pixels } = heatPicture(picture, { ...grid, values: [0, 0, 0, 0] });
  ok(pixels.every((value) => value === 100));
  strictEqual(picture.pixels[0], 100);
});
