import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { Rng } from "#lib/core/rng.ts";
import { PROTOTYPES } from "#lib/core/facs.ts";
import { PLAIN_APPEARANCE } from "#lib/data/synthetic/appearance.ts";
import { renderFace } from "#lib/data/synthetic/render_face.ts";
import { syntheticImages } from "#lib/data/synthetic/render.ts";
import { drawScene, STUDIO } from "#lib/data/synthetic/scene.ts";

const size = 160;
const neutral = renderFace({ size });

/** Mean grey level of the studio picture in a box of the face, mm: x0..x1, y0..y1. */
function mean(
  picture: { pixels: Uint8Array },
  [x0, x1]: readonly [number, number],
  [y0, y1]: readonly [number, number],
): number {
  const perMm = size / STUDIO.view.span;
  const [left, right] = [x0, x1].map((x) => Math.round(size / 2 + x * perMm));
  const [bottom, top] = [y0, y1].map((y) => Math.round(size / 2 - (y + 2) * perMm));
  let [sum, n] = [0, 0];
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      sum += picture.pixels[y * size + x];
      n++;
    }
  }
  return sum / n;
}

Deno.test("render: equal options give equal pictures; sizes are as asked", () => {
  deepStrictEqual(renderFace({ size }), neutral);
  for (const asked of [8, 48, 97]) {
    strictEqual(renderFace({ size: asked }).pixels.length, asked ** 2);
  }
  throws(() => renderFace({ size: 7 }), RangeError);
  throws(() => renderFace({ size: 48.5 }), RangeError);
});

Deno.test("render: eyes, brows and lips are darker than the skin about them", () => {
  const skin = mean(neutral, [-15, 15], [55, 62]);
  const cheek = mean(neutral, [-45, -35], [-5, 5]);
  for (const side of [1, -1]) {
    const x = (a: number, b: number) => (side > 0 ? [a, b] : [-b, -a]) as [number, number];
    ok(mean(neutral, x(29, 34), [26, 31]) < cheek - 60, "iris");
    ok(mean(neutral, x(22, 36), [44, 47]) < skin - 40, "brow");
  }
  ok(mean(neutral, [-12, 12], [-42, -39]) < cheek - 30, "lips");
  const white = mean(neutral, [38, 40], [26, 28]);
  ok(white > mean(neutral, [30, 33], [27, 30]) + 60, `white of the eye ${white}`);
});

Deno.test("render: an open mouth is dark inside with bright teeth; a closed one is neither", () => {
  const open = renderFace({ size, activation: { 25: 0.7, 27: 0.8 } });
  ok(mean(open, [-8, 8], [-56, -50]) < mean(neutral, [-8, 8], [-56, -50]) - 60);
  const smile = renderFace({ size, activation: { 12: 0.8, 25: 0.8 } });
  ok(mean(smile, [-8, 8], [-42, -40]) > mean(neutral, [-8, 8], [-42, -40]) + 40);
});

Deno.test("render: closed eyes hide the iris; raised brows wrinkle and clear the lid", () => {
  const closed = renderFace({ size, activation: { 43: 1 } });
  ok(mean(closed, [29, 34], [28, 31]) > mean(neutral, [29, 34], [28, 31]) + 40);
  const raised = renderFace({ size, activation: { 1: 1, 2: 1 } });
  ok(mean(raised, [22, 36], [52, 56]) < mean(neutral, [22, 36], [52, 56]) - 25);
});

Deno.test("render: the face turns to its left when asked, and the gaze follows", () => {
  const picture = (yaw: number) =>
    renderFace({ size, scene: { ...STUDIO, view: { ...STUDIO.view, yaw } } });
  // The nose's own light side moves with it.
  notDeepStrictEqual(picture(20), neutral);
  const looking = renderFace({ size, scene: { ...STUDIO, gaze: [25, 0] } });
  ok(mean(looking, [35, 38], [26, 30]) < mean(neutral, [35, 38], [26, 30]) - 40);
});

Deno.test("render: light from one side makes that side brighter", () => {
  const lit = (azimuth: number) =>
    renderFace({
      size,
      scene: { ...STUDIO, lighting: { azimuth, elevation: 10, key: 1, ambient: 0.2 } },
    });
  ok(mean(lit(60), [40, 60], [-20, 10]) > mean(lit(60), [-60, -40], [-20, 10]) + 20);
  ok(mean(lit(-60), [-60, -40], [-20, 10]) > mean(lit(-60), [40, 60], [-20, 10]) + 20);
});

Deno.test("render: every prototype looks different from neutral and from each other", () => {
  const pictures = Object.values(PROTOTYPES).map(({ variants: [{ units }] }) =>
    renderFace({ activation: units, size: 48 }).pixels
  );
  pictures.forEach((a, i) =>
    pictures.slice(i + 1).forEach((b) => {
      const rms = Math.sqrt(a.reduce((sum, v, k) => sum + (v - b[k]) ** 2, 0) / a.length);
      ok(rms > 4, `only ${rms} grey levels apart`);
    })
  );
});

Deno.test("render: skin, hair and beard are seen", () => {
  const dark = renderFace({ size, appearance: { ...PLAIN_APPEARANCE, skin: 0.15 } });
  ok(mean(dark, [-45, -35], [-5, 5]) < mean(neutral, [-45, -35], [-5, 5]) - 40);
  const bearded = renderFace({ size, appearance: { ...PLAIN_APPEARANCE, beard: 1 } });
  ok(mean(bearded, [-30, -20], [-75, -68]) < mean(neutral, [-30, -20], [-75, -68]) - 25);
  const bald = renderFace({ size, appearance: { ...PLAIN_APPEARANCE, hairTop: 0 } });
  ok(mean(bald, [-20, 20], [88, 91]) > mean(neutral, [-20, 20], [88, 91]) + 40);
});

Deno.test("render: pictures of a population are neither blank nor all alike", () => {
  const { x } = syntheticImages({ people: 4, seed: 2, takes: 1 });
  const means: number[] = [];
  for (let i = 0; i < x.length; i += 2304) {
    const pixels = x.subarray(i, i + 2304);
    const average = pixels.reduce((a, b) => a + b, 0) / 2304;
    const spread = Math.sqrt(pixels.reduce((a, b) => a + (b - average) ** 2, 0) / 2304);
    ok(spread > 8, `picture ${i / 2304} is flat: ${spread}`);
    means.push(average);
  }
  ok(Math.max(...means) - Math.min(...means) > 60);
});

Deno.test("render: scenes stay within what a viewer can make out", () => {
  const rng = new Rng("scenes");
  for (let k = 0; k < 300; k++) {
    const { view, lighting, glasses } = drawScene(rng.split(k));
    ok(Math.abs(view.yaw) <= 26 && Math.abs(view.pitch) <= 16 && Math.abs(view.roll) <= 18);
    ok(lighting.key + lighting.ambient > 0.4);
    if (glasses) ok(glasses.thickness > 0);
  }
});
