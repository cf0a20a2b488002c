import type { Rng } from "../../core/rng.ts";

/**
 * A face tracker's estimate of the head's frame and size wanders a little from cloud to cloud: turns
 * (0.35°), shifts (0.3 mm) and scales (0.4%; standard deviations) the points as a whole, in place.
 *
 * @param points `[n, 3]` mm.
 */
export function addTrackerDrift(points: Float64Array, rng: Rng): void {
  const scale = 1 + rng.normal(0, 0.004);
  const [a, b, c] = [0, 1, 2].map(() => (rng.normal(0, 0.35) * Math.PI) / 180);
  const [dx, dy, dz] = [rng.normal(0, 0.25), rng.normal(0, 0.3), rng.normal(0, 0.3)];
  // The head turns about a place behind the face; for angles this small the order does not matter.
  const pivot = -20;
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i], y = points[i + 1], z = points[i + 2] - pivot;
    points[i] = scale * (x - c * y + b * z) + dx;
    points[i + 1] = scale * (y + c * x - a * z) + dy;
    points[i + 2] = scale * (z - b * x + a * y) + dz + pivot;
  }
}
