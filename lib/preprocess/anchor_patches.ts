import type { FaceReference } from "./face_reference.ts";
import { nearestPoints } from "./nearest_points.ts";

/** Points around one anchor, and how much each counts. */
export interface AnchorPatch {
  readonly points: readonly number[];
  /** Sum to 1. */
  readonly shares: readonly number[];
}

/** How far around an anchor skin counts, as a normal curve's standard deviation, metres. */
const REACH = 0.004;
/** Square of the distance at which a weight is below 1e-10, square metres. */
const OUT_OF_REACH = (7 * REACH) ** 2;
/** Shares below this are not worth a multiplication. */
const LEAST = 1e-4;

/**
 * The patch of skin around each anchor, then around each anchor's mirror image. Points are found by
 * place, upper and lower lip apart, so that the order of a cloud's points does not matter.
 *
 * @param laid `[n, 3]` metres: where the reference's points lie on the face of the cloud.
 * @param cloud `[m, 3]` metres.
 */
export function anchorPatches(
  { above, anchors, mirrored }: FaceReference,
  laid: Float64Array,
  cloud: Float32Array | Float64Array,
): readonly AnchorPatch[] {
  const sides = Float64Array.from(nearestPoints(cloud, laid).index, (i) => above[i]);
  const places = new Float64Array(cloud);
  return [...anchors, ...mirrored].map((anchor) => {
    const [x, y, z] = [laid[anchor * 3], laid[anchor * 3 + 1], laid[anchor * 3 + 2]];
    const weights = new Float64Array(sides.length);
    for (let i = 0; i < weights.length; i++) {
      const dx = places[i * 3] - x, dy = places[i * 3 + 1] - y, dz = places[i * 3 + 2] - z;
      const far = dx * dx + dy * dy + dz * dz;
      if (far > OUT_OF_REACH) continue;
      weights[i] = Math.exp(-0.5 * far / REACH ** 2) *
        (1 - Math.abs(above[anchor] - sides[i])) ** 2;
    }
    const most = weights.reduce((a, b) => Math.max(a, b), 0);
    if (most < 1e-12) {
      // No skin near the anchor: the nearest there is.
      const { index } = nearestPoints([x, y, z], cloud);
      return { points: [index[0]], shares: [1] };
    }
    const points = [...weights.keys()].filter((i) => weights[i] > LEAST * most);
    const sum = points.reduce((total, i) => total + weights[i], 0);
    return { points, shares: points.map((i) => weights[i] / sum) };
  });
}

/** The mean place of each patch, `[patches, 3]`, metres to mm. */
export function patchMeans(
  patches: readonly AnchorPatch[],
  cloud: ArrayLike<number>,
): Float64Array {
  const means = new Float64Array(patches.length * 3);
  patches.forEach(({ points, shares }, a) => {
    points.forEach((i, s) => {
      for (let k = 0; k < 3; k++) means[a * 3 + k] += 1000 * shares[s] * cloud[i * 3 + k];
    });
  });
  return means;
}

/** The mean of what anchors show and what their mirror images show, mirrored back. */
export function foldSides(movement: Float64Array): Float64Array {
  const half = movement.length / 2;
  return Float64Array.from(
    { length: half },
    (_, i) => 0.5 * (movement[i] + (i % 3 === 0 ? -1 : 1) * movement[half + i]),
  );
}
