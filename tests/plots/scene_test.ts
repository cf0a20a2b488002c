import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { decode } from "fast-png";
import type { Data } from "plotly.js-dist-min";
import { staticPicture } from "#lib/plots/static_picture.ts";
import { numbersOf } from "#lib/plots/static/numbers.ts";
import { colourScale, parseColour } from "#lib/plots/static/colour.ts";
import { viewpoint } from "#lib/plots/static/viewpoint.ts";
import { spatialExample } from "./examples.ts";

/** A test that draws: plotly and jsdom keep their page, and its timers, for the next picture. */
function drawing(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

/** How many RGB pixels are not paper. */
function darkIn(data: ArrayLike<number>): number {
  let n = 0;
  for (let at = 0; at < data.length; at += 3) {
    if (data[at] + data[at + 1] + data[at + 2] < 700) n++;
  }
  return n;
}

drawing(
  "scene: each scene is drawn in its half, the rest is paper, the same each time",
  async () => {
    const { mime, body } = await staticPicture(spatialExample());
    strictEqual(mime, "image/png");
    strictEqual((await staticPicture(spatialExample())).body, body);
    const { width, height, data } = decode(Uint8Array.fromBase64(body));
    deepStrictEqual([width, height], [600, 360]);
    ok(darkIn(data.subarray(0, 126 * width * 3)) > 300, "the title is drawn");
    const inked = [0, 0];
    for (let y = 126; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * 3;
        inked[x < 336 ? 0 : 1] += darkIn(data.subarray(at, at + 3));
      }
    }
    ok(inked[0] > 2000, `pyramid: ${inked[0]} pixels`);
    ok(inked[1] > 150 && inked[1] < inked[0], `points: ${inked[1]} pixels`);
    deepStrictEqual([...data.slice(0, 3)], [255, 255, 255]);
  },
);

drawing("scene: what is nearer hides what is behind", async () => {
  const plane = (z: number, color: string): Data => ({
    type: "mesh3d",
    x: [0, 1, 1, 0],
    y: [0, 0, 1, 1],
    z: [z, z, z, z],
    i: [0, 0],
    j: [1, 2],
    k: [2, 3],
    color,
    lighting: { ambient: 1, diffuse: 0, specular: 0 },
  });
  const chart = spatialExample();
  const camera = { eye: { x: 0, y: 0, z: 2 }, up: { x: 0, y: 1, z: 0 } };
  const layout = { ...chart.layout, margin: { l: 0, r: 0, t: 0, b: 0 }, scene: { camera } };
  for (const order of [[0, 1], [1, 0]]) {
    const planes = [plane(1, "#ff0000"), plane(0, "#0000ff")];
    const { body } = await staticPicture({ ...chart, data: order.map((i) => planes[i]), layout });
    const { width, height, data } = decode(Uint8Array.fromBase64(body));
    const centre = (height / 2 * width + width / 2) * 3;
    deepStrictEqual([...data.slice(centre, centre + 3)], [255, 0, 0]);
  }
});

drawing("scene: a trace that cannot be drawn is refused", async () => {
  const chart = { ...spatialExample(), data: [{ type: "surface" as const }] };
  await rejects(staticPicture(chart), /scatter3d and mesh3d, not surface/);
});

Deno.test("viewpoint: the centre of view lands in the middle, up is up", () => {
  const box = { left: 0, top: 0, width: 200, height: 100 };
  const view = viewpoint({ eye: { x: 0, y: -2, z: 0 } }, box);
  const middle = view.project([0, 0, 0]);
  ok(Math.hypot(middle.x - 100, middle.y - 50) < 1e-9 && Math.abs(middle.depth - 2) < 1e-9);
  ok(view.project([0, 0, 0.5]).y < 50 && view.project([0.5, 0, 0]).x > 100);
});

Deno.test("colours and numbers: as charts write them", () => {
  deepStrictEqual(parseColour("#f00"), [1, 0, 0, 1]);
  deepStrictEqual(parseColour("rgba(0, 255, 0, 0.5)"), [0, 1, 0, 0.5]);
  deepStrictEqual([...colourScale([[0, "#000"], [1, "#fff"]], 0, 10)(5)], [0.5, 0.5, 0.5, 1]);
  const bdata = new Uint8Array(new Float32Array([1.5, -2]).buffer).toBase64();
  deepStrictEqual([...numbersOf({ dtype: "f4", bdata }) as Float32Array], [1.5, -2]);
});
