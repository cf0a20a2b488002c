import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { Rng } from "#lib/core/rng.ts";
import { blurImage } from "#lib/preprocess/blur_image.ts";
import { CORRUPTIONS } from "#lib/preprocess/corruptions.ts";
import reference from "../fixtures/preprocess/blur.json" with { type: "json" };

const SHAPE = [48, 48, 1];
const picture = () => {
  const rng = new Rng("a picture");
  return Uint8Array.from({ length: 48 * 48 }, () => rng.integer(256));
};

Deno.test("a blur is SciPy's", () => {
  for (const { shape, sigma, image, blurred } of reference.cases) {
    const found = blurImage(Uint8Array.from(image), shape, sigma);
    // Whole greys: a value that SciPy has at .5 may fall to either side.
    found.forEach((grey, i) => ok(Math.abs(grey - blurred[i]) <= 1, `sigma ${sigma}, value ${i}`));
    const apart = found.filter((grey, i) => grey !== blurred[i]).length;
    ok(apart <= found.length / 100, `${apart} values differ`);
  }
  throws(() => blurImage(new Uint8Array(4), [2, 2, 1], 0), RangeError);
});

Deno.test("every level of every corruption changes a copy, and equal seeds change it equally", () => {
  const image = picture();
  for (const { name, levels, apply } of CORRUPTIONS) {
    for (const level of levels) {
      const corrupted = apply(image, SHAPE, level, new Rng(7));
      strictEqual(corrupted.length, image.length);
      notDeepStrictEqual(corrupted, image, `${name} ${level}`);
      deepStrictEqual(apply(image, SHAPE, level, new Rng(7)), corrupted);
    }
  }
  deepStrictEqual(image, picture());
});

Deno.test("an occlusion is a grey square within the image, of the stated size", () => {
  const { apply } = CORRUPTIONS.find(({ name }) => name === "occlusion")!;
  const black = new Uint8Array(48 * 48);
  for (let seed = 0; seed < 50; seed++) {
    const corrupted = apply(black, SHAPE, 12, new Rng(seed));
    strictEqual(corrupted.filter((grey) => grey === 128).length, 144);
  }
});

Deno.test("a shift moves by its length in some direction", () => {
  const { apply } = CORRUPTIONS.find(({ name }) => name === "shift")!;
  const dot = new Uint8Array(48 * 48);
  dot[24 * 48 + 24] = 255;
  for (let seed = 0; seed < 10; seed++) {
    const moved = apply(dot, SHAPE, 8, new Rng(seed));
    const total = moved.reduce((sum, grey) => sum + grey, 0);
    const mean = (of: (i: number) => number) =>
      moved.reduce((sum, grey, i) => sum + grey * of(i), 0) / total;
    const distance = Math.hypot(mean((i) => i % 48) - 24, mean((i) => Math.floor(i / 48)) - 24);
    ok(Math.abs(distance - 8) < 0.1, `moved by ${distance}`);
  }
});
