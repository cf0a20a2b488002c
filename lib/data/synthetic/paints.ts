import type { Appearance } from "./appearance.ts";
import type { HeadPart } from "./head_parts.ts";
import type { Paint } from "./raster.ts";
import type { Scene } from "./scene.ts";
import { type SkinTexture, TEXTURE } from "./skin_texture.ts";

/** One reflectance, whatever the light: things that stay dark. */
export function flatPaint(value: number): Paint {
  return ({ material, light }, id) => {
    for (let i = 0; i < light.length; i++) if (material[i] === id) light[i] = value;
  };
}

/** Skin: looks its reflectance up in the texture, smoothly. `u` and `v` are mm of the flat layout. */
export function skinPaint({ values, width, height }: SkinTexture): Paint {
  const { left, top, perMm } = TEXTURE;
  return ({ material, u, v, shade, light }, id) => {
    for (let i = 0; i < light.length; i++) {
      if (material[i] !== id) continue;
      const x = Math.max(0, Math.min(width - 1.001, (u[i] - left) * perMm - 0.5));
      const y = Math.max(0, Math.min(height - 1.001, (top - v[i]) * perMm - 0.5));
      const k = (y | 0) * width + (x | 0);
      const fx = x - (x | 0);
      const up = values[k] + fx * (values[k + 1] - values[k]);
      const down = values[k + width] + fx * (values[k + width + 1] - values[k + width]);
      light[i] = (up + (y - (y | 0)) * (down - up)) * shade[i];
    }
  };
}

/** Skin, hair and clothes beyond the mask. Hair has strands along `v`. */
export function partPaint(kind: HeadPart["material"], look: Appearance): Paint {
  const value = kind === "hair"
    ? look.hair
    : kind === "skin"
    ? look.skin * 0.8
    : look.clothes * 0.8;
  const phase = look.grain % 11;
  return ({ material, u, v, shade, light }, id) => {
    for (let i = 0; i < light.length; i++) {
      if (material[i] !== id) continue;
      const strand = kind !== "hair" ? 1 : 0.85 +
        0.3 * Math.sin(61 * u[i] + phase + 2 * Math.sin(9 * v[i])) * Math.sin(23 * u[i] + 5 * v[i]);
      light[i] = value * shade[i] * strand;
    }
  };
}

/** The eye: white, iris, pupil, glint, darker under the upper lid. `u`, `v`: mm from its middle. */
export function eyePaint(look: Appearance, scene: Scene): Paint {
  const reach = 11;
  const [ix, iy] = scene.gaze.map((degrees) => reach * Math.sin((degrees * Math.PI) / 180));
  return ({ material, u, v, shade, light }, id) => {
    for (let i = 0; i < light.length; i++) {
      if (material[i] !== id) continue;
      const x = u[i] - ix;
      const y = v[i] - iy;
      const out = Math.sqrt(x * x + y * y);
      const under = Math.max(0, v[i]);
      const round = Math.max(0.4, 1 - 0.0022 * u[i] * u[i] - 0.011 * under * under);
      if ((x + 1.7) ** 2 + (y - 2) ** 2 < 1.3) light[i] = 0.9;
      else if (out < 2.4) light[i] = 0.008;
      else if (out < 5.9) light[i] = (out > 5 ? 0.45 : 1) * look.iris * shade[i] * round;
      else light[i] = 0.62 * round * Math.min(1, shade[i] + 0.06);
    }
  };
}

/**
 * The open mouth: upper teeth that stay with the skull, lower teeth and tongue that sink with the
 * jaw by `drop` mm (negative), dark behind them. `u`, `v`: mm from the resting mouth's middle.
 */
export function mouthPaint(drop: number): Paint {
  return ({ material, u, v, shade, light }, id) => {
    for (let i = 0; i < light.length; i++) {
      if (material[i] !== id) continue;
      const [x, y] = [u[i], v[i]];
      const dim = Math.max(0.12, 1 - (x / 27) ** 2) * Math.min(1.1, shade[i]);
      const gaps = 0.9 + 0.1 * Math.min(1, 4 * Math.abs(Math.sin(x * 0.4)));
      const upper = -2.2 + 0.006 * x * x;
      const lower = -2.6 + 0.9 * drop + 0.007 * x * x;
      if (y > upper) light[i] = y > 7.5 ? 0.2 * dim : 0.62 * dim * gaps;
      else if (y < lower) light[i] = y < lower - 7 ? 0.16 * dim : 0.46 * dim * gaps;
      else light[i] = y < lower + 4.5 ? 0.07 * dim : 0.018;
    }
  };
}
