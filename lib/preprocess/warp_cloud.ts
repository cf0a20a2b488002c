import type { Rng } from "../core/rng.ts";

/** Width of a bump, metres: about a mouth's half. */
const WIDTH = 0.022;

/**
 * Where bumps sit in the frame of aligned clouds, `[x, y]` in metres: from the chin to the brows, on the
 * midline and, in pairs, 38 mm to either side of it.
 */
const PLACES = [-0.085, -0.05, -0.015, 0.02, 0.05].flatMap((y) => [[0, y], [0.038, y]]);

/**
 * Another face with the same expression: the cloud is bent smoothly and alike on both sides, by a sum of
 * Gaussian bumps of random direction and height.
 *
 * A model that sees each face in many proportions has to find expressions in what is left (domain
 * randomisation, Tobin et al. 2017).
 *
 * @param cloud `[n, 3]` metres, aligned as by `alignClouds`.
 * @param height standard deviation of each coordinate of a bump's height, metres.
 * @returns `[n, 3]`, a new array.
 */
export function warpCloud(cloud: Float32Array, rng: Rng, height: number): Float32Array {
  const bumps = PLACES.map(([x, y]) => {
    const [dx, dy, dz] = [x, 1, 1].map((side) => side === 0 ? 0 : rng.normal(0, height));
    return { x, y, dx, dy, dz };
  });
  const warped = cloud.slice();
  for (let i = 0; i < cloud.length; i += 3) {
    for (const { x, y, dx, dy, dz } of bumps) {
      const up = (cloud[i + 1] - y) ** 2;
      const right = bump((cloud[i] - x) ** 2 + up);
      const left = x === 0 ? 0 : bump((cloud[i] + x) ** 2 + up);
      warped[i] += dx * (right - left);
      warped[i + 1] += dy * (right + left);
      warped[i + 2] += dz * (right + left);
    }
  }
  return warped;
}

const bump = (squaredDistance: number) => Math.exp(-squaredDistance / (2 * WIDTH * WIDTH));
