import type { Rng } from "../core/rng.ts";
import { warpCloud } from "./warp_cloud.ts";

/** How far clouds are varied in training. Each is off when left out. */
export interface AugmentCloudOptions {
  /** Standard deviation of turns about each axis, degrees. */
  readonly turn?: number;
  /** Standard deviation of shifts along each axis, metres. */
  readonly shift?: number;
  /** Standard deviation of the size, as a share; and as much again for each axis. */
  readonly scale?: number;
  /** Standard deviation of each coordinate's own error, metres. */
  readonly noise?: number;
  /** Largest share of points that are left out; how many differs from cloud to cloud. */
  readonly dropout?: number;
  /**
   * Every second cloud is mirrored left to right. `true`: points change sides and keep their
   * number, which is all that voxels need. `[n]`: the point at each one's mirror image, so that point
   * `i` stays the same place on the face, which vertices need.
   */
  readonly mirror?: boolean | ArrayLike<number>;
  /** Standard deviation of the bumps of a smooth warp, alike on both sides, metres: see `warpCloud`. */
  readonly warp?: number;
}

/**
 * A variation of a cloud, as another take of the same expression might have been recorded.
 *
 * @param recorded `[n, 3]` metres; aligned, if it is to be warped.
 * @returns `[m, 3]` metres, a new array; m < n with dropout.
 * @throws {RangeError} for options out of range, or mirroring points of another mesh.
 *
 * @example
 * ```ts
 * import { Rng } from "#lib/core/rng.ts";
 * import { augmentCloud } from "#lib/preprocess/augment_cloud.ts";
 * import { strictEqual } from "node:assert/strict";
 * const cloud = Float32Array.of(0.01, 0, 0, -0.01, 0, 0);
 * strictEqual(augmentCloud(cloud, new Rng(1), { turn: 2, noise: 0.0002 }).length, 6);
 * ```
 */
export function augmentCloud(
  recorded: Float32Array,
  rng: Rng,
  options: AugmentCloudOptions = {},
): Float32Array {
  const { turn = 0, shift = 0, scale = 0, noise = 0, dropout = 0, mirror = false, warp = 0 } =
    options;
  check(options, recorded.length / 3);
  const cloud = warp > 0 ? warpCloud(recorded, rng, warp) : recorded;
  const [a, b, c] = [0, 1, 2].map(() => rng.normal(0, turn) * Math.PI / 180);
  const size = Math.exp(rng.normal(0, scale));
  const [sx, sy, sz] = [0, 1, 2].map(() => size * Math.exp(rng.normal(0, scale)));
  const [dx, dy, dz] = [0, 1, 2].map(() => rng.normal(0, shift));
  const mirrored = mirror !== false && rng.next() < 0.5;
  const missing = dropout * rng.next();
  const side = mirrored ? -1 : 1;
  const [r0, r1, r2, r3, r4, r5, r6, r7, r8] = rotation(a, b, c);
  const varied = new Float32Array(cloud.length);
  let at = 0;
  for (let i = 0; i < cloud.length; i += 3) {
    if (missing > 0 && rng.next() < missing) continue;
    const from = mirrored && typeof mirror === "object" ? mirror[i / 3] * 3 : i;
    const x = side * cloud[from] * sx, y = cloud[from + 1] * sy, z = cloud[from + 2] * sz;
    varied[at] = r0 * x + r1 * y + r2 * z + dx;
    varied[at + 1] = r3 * x + r4 * y + r5 * z + dy;
    varied[at + 2] = r6 * x + r7 * y + r8 * z + dz;
    if (noise > 0) { for (let k = 0; k < 3; k++) varied[at + k] += rng.normal(0, noise); }
    at += 3;
  }
  return at === varied.length ? varied : varied.slice(0, at);
}

/** Turns about x, then y, then z, radians. */
function rotation(a: number, b: number, c: number): readonly number[] {
  const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
  const [cc, sc] = [Math.cos(c), Math.sin(c)];
  return [
    cc * cb,
    cc * sb * sa - sc * ca,
    cc * sb * ca + sc * sa,
    sc * cb,
    sc * sb * sa + cc * ca,
    sc * sb * ca - cc * sa,
    -sb,
    cb * sa,
    cb * ca,
  ];
}

function check(options: AugmentCloudOptions, points: number): void {
  for (const name of ["turn", "shift", "scale", "noise", "dropout", "warp"] as const) {
    const value = options[name] ?? 0;
    const most = name === "dropout" ? 0.9 : Infinity;
    if (!(value >= 0 && value <= most)) {
      throw new RangeError(
        `${name} must be a number of at least 0${
          name === "dropout" ? " and at most 0.9" : ""
        }, not ${value}`,
      );
    }
  }
  const { mirror } = options;
  if (typeof mirror === "object" && mirror.length !== points) {
    throw new RangeError(
      `the mirror images of ${mirror.length} points do not fit a cloud of ${points}`,
    );
  }
}
