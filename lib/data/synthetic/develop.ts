import { Rng } from "../../core/rng.ts";
import type { Canvas } from "./raster.ts";
import type { GreyPicture } from "./render_face.ts";
import type { Scene } from "./scene.ts";

/**
 * Makes grey levels of light, as a camera does: averages the samples of each pixel, blurs, exposes,
 * bends by gamma and adds noise.
 */
export function develop(canvas: Canvas, size: number, samples: number, scene: Scene): GreyPicture {
  let light = average(canvas, size, samples);
  if (scene.blur > 0.05) light = blur(light, size, scene.blur * (size / 48));
  const pixels = new Uint8Array(size * size);
  const rng = scene.noise > 0 ? new Rng(scene.grain) : undefined;
  for (let i = 0; i < pixels.length; i++) {
    // Bright places bend off instead of clipping, as film does.
    const tone = 1 - Math.exp(-1.7 * scene.exposure * light[i]);
    const grey = 128 + scene.contrast * (255 * tone ** (1 / scene.gamma) - 128);
    // The sum of three even draws is close enough to a normal one, and much faster.
    const error = rng ? scene.noise * 2 * (rng.next() + rng.next() + rng.next() - 1.5) : 0;
    pixels[i] = Math.max(0, Math.min(255, Math.round(grey + error)));
  }
  return { width: size, height: size, pixels };
}

function average({ light, width }: Canvas, size: number, samples: number): Float32Array {
  const result = new Float32Array(size * size);
  const share = 1 / (samples * samples);
  for (let y = 0; y < size * samples; y++) {
    const row = Math.floor(y / samples) * size;
    for (let x = 0, i = y * width; x < size; x++) {
      let sum = 0;
      for (let s = 0; s < samples; s++) sum += light[i++];
      result[row + x] += sum * share;
    }
  }
  return result;
}

function blur(light: Float32Array, size: number, sigma: number): Float32Array {
  const reach = Math.max(1, Math.ceil(2.5 * sigma));
  const kernel = Array.from(
    { length: 2 * reach + 1 },
    (_, k) => Math.exp(-0.5 * ((k - reach) / sigma) ** 2),
  );
  const sum = kernel.reduce((a, b) => a + b, 0);
  let [from, to] = [light, new Float32Array(light.length)];
  for (const [along, across] of [[1, size], [size, 1]]) {
    for (let line = 0; line < size; line++) {
      for (let p = 0; p < size; p++) {
        let value = 0;
        for (let k = -reach; k <= reach; k++) {
          const q = Math.max(0, Math.min(size - 1, p + k));
          value += kernel[k + reach] * from[line * across + q * along];
        }
        to[line * across + p * along] = value / sum;
      }
    }
    [from, to] = [to, new Float32Array(light.length)];
  }
  return from;
}
