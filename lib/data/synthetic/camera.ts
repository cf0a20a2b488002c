import type { Lighting, View } from "./scene.ts";

/** Turns places of the head into places on the canvas. */
export interface Camera {
  /** Head to camera, `[3, 3]` row-major. */
  readonly turn: readonly number[];
  /** mm in the head's frame to pixels and depth. */
  project(points: Float64Array): Float64Array;
}

/** A camera for a square canvas of `pixels` on each side. */
export function createCamera(view: View, pixels: number): Camera {
  const [yaw, pitch, roll] = [view.yaw, -view.pitch, -view.roll].map((d) => (d * Math.PI) / 180);
  const [sy, cy] = [Math.sin(yaw), Math.cos(yaw)];
  const [sp, cp] = [Math.sin(pitch), Math.cos(pitch)];
  const [sr, cr] = [Math.sin(roll), Math.cos(roll)];
  // Roll after pitch after yaw, multiplied out.
  const turn = [
    cr * cy - sr * sp * sy,
    -sr * cp,
    cr * sy + sr * sp * cy,
    sr * cy + cr * sp * sy,
    cr * cp,
    sr * sy - cr * sp * cy,
    -cp * sy,
    sp,
    cp * cy,
  ];
  const scale = pixels / view.span;
  const [left, top] = [pixels * (0.5 + view.shift[0]), pixels * (0.5 + view.shift[1])];
  return {
    turn,
    project(points) {
      const screen = new Float64Array(points.length);
      for (let i = 0; i < points.length; i += 3) {
        const x = points[i], y = points[i + 1] + 2, z = points[i + 2] + 10;
        const depth = turn[6] * x + turn[7] * y + turn[8] * z;
        const near = (view.distance * scale) / (view.distance - depth + 45);
        screen[i] = left + near * (turn[0] * x + turn[1] * y + turn[2] * z);
        screen[i + 1] = top - near * (turn[3] * x + turn[4] * y + turn[5] * z);
        screen[i + 2] = depth;
      }
      return screen;
    },
  };
}

/** Gives the light on a surface from its normal in the head's frame. */
export type Lamp = (nx: number, ny: number, nz: number) => number;

/** The main light with its gloss, and light from all around, a little more from above. */
export function createLamp(light: Lighting, { turn }: Camera): Lamp {
  const [azimuth, elevation] = [light.azimuth, light.elevation].map((d) => (d * Math.PI) / 180);
  const world = [
    Math.sin(azimuth) * Math.cos(elevation),
    Math.sin(elevation),
    Math.cos(azimuth) * Math.cos(elevation),
  ];
  // Turning the lamp into the head's frame is cheaper than turning every normal out of it.
  const inHead = (v: readonly number[]) =>
    [0, 1, 2].map((k) => turn[k] * v[0] + turn[3 + k] * v[1] + turn[6 + k] * v[2]);
  const [lx, ly, lz] = inHead(world);
  const [ux, uy, uz] = inHead([0, 1, 0]);
  const half = [world[0], world[1], world[2] + 1];
  const length = Math.hypot(half[0], half[1], half[2]) || 1;
  const [hx, hy, hz] = inHead(half.map((v) => v / length));
  return (nx, ny, nz) => {
    // Light wraps a little past the edge, as it does on skin.
    const facing = Math.max(0, (nx * lx + ny * ly + nz * lz + 0.18) / 1.18);
    const sky = 0.78 + 0.22 * (nx * ux + ny * uy + nz * uz);
    const gloss = Math.max(0, nx * hx + ny * hy + nz * hz);
    const g4 = gloss * gloss * gloss * gloss;
    return light.ambient * sky + light.key * (facing + 0.22 * g4 * g4 * g4);
  };
}
