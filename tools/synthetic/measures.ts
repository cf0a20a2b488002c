import type { Cloud } from "./yardsticks.ts";

/** Boxes of the face in the frontal plane, mm: a point counts by where it lies at rest. */
export const REGIONS: Readonly<Record<string, (x: number, y: number) => boolean>> = {
  forehead: (_x, y) => y > 50,
  brow: (x, y) => x < 60 && y > 36 && y <= 50,
  eye: (x, y) => x > 14 && x < 50 && y > 16 && y <= 36,
  nose: (x, y) => x < 20 && y > -22 && y <= 16,
  mouth: (x, y) => x < 36 && y > -58 && y <= -24,
  cheek: (x, y) => x > 36 && y > -60 && y <= 16,
  chin: (x, y) => x < 36 && y <= -58,
};

/** The points of a face at rest that lie in a region. */
export function regionPoints(rest: ArrayLike<number>, region: string): number[] {
  const points: number[] = [];
  for (let i = 0; i < rest.length / 3; i++) {
    if (REGIONS[region](Math.abs(rest[i * 3]), rest[i * 3 + 1])) points.push(i);
  }
  return points;
}

/** Root mean square length of a displacement field over some points (all when left out), mm. */
export function rms(field: ArrayLike<number>, points?: readonly number[]): number {
  let sum = 0;
  const chosen = points ?? Array.from({ length: field.length / 3 }, (_, i) => i);
  for (const i of chosen) for (let k = 0; k < 3; k++) sum += field[i * 3 + k] ** 2;
  return Math.sqrt(sum / chosen.length);
}

/** The longest displacement, mm. */
export function largest(field: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < field.length; i += 3) {
    most = Math.max(most, Math.hypot(field[i], field[i + 1], field[i + 2]));
  }
  return most;
}

/** What of a cloud stays the same in any order of its points. */
export interface CloudShape {
  /** `[low, high]` of x, y and z, mm. */
  readonly box: readonly (readonly [number, number])[];
  /** Median distance to the nearest other point, mm. */
  readonly spacing: number;
  /** Cells of a 24x24x24 grid over the box that hold a point, and the most points in one. */
  readonly occupiedVoxels: number;
  readonly fullestVoxel: number;
  readonly regions: Readonly<Record<string, number>>;
}

/** Measures a cloud. */
export function cloudShape(cloud: ArrayLike<number>): CloudShape {
  const n = cloud.length / 3;
  const box = [0, 1, 2].map((k) => {
    const values = Array.from({ length: n }, (_, i) => cloud[i * 3 + k]);
    return [Math.min(...values), Math.max(...values)] as const;
  });
  const cells = new Map<string, number>();
  const nearest: number[] = [];
  for (let i = 0; i < n; i++) {
    const cell = box.map(([low, high], k) =>
      Math.min(23, Math.floor(((cloud[i * 3 + k] - low) / (high - low)) * 24))
    ).join();
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
    let least = Infinity;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const [dx, dy, dz] = [0, 1, 2].map((k) => cloud[i * 3 + k] - cloud[j * 3 + k]);
      least = Math.min(least, dx * dx + dy * dy + dz * dz);
    }
    nearest.push(Math.sqrt(least));
  }
  return {
    box,
    spacing: nearest.sort((a, b) => a - b)[n >> 1],
    occupiedVoxels: cells.size,
    fullestVoxel: Math.max(...cells.values()),
    regions: Object.fromEntries(
      Object.keys(REGIONS).map((region) => [region, regionPoints(cloud, region).length]),
    ),
  };
}

/** `a - b`, point by point. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): Cloud {
  return Float32Array.from({ length: a.length }, (_, i) => a[i] - b[i]);
}

/** Root mean square distance from each point to the nearest point of the other cloud, mm. */
export function surfaceDistance(from: ArrayLike<number>, to: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < from.length; i += 3) {
    let least = Infinity;
    for (let j = 0; j < to.length; j += 3) {
      const [dx, dy, dz] = [0, 1, 2].map((k) => from[i + k] - to[j + k]);
      least = Math.min(least, dx * dx + dy * dy + dz * dz);
    }
    sum += least;
  }
  return Math.sqrt((3 * sum) / from.length);
}
