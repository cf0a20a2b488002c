/**
 * A picture being drawn. Shapes are drawn first: every pixel remembers the nearest surface, what it
 * is made of and where on it the pixel lies. Then each material paints its own pixels, once.
 */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Larger is nearer to the viewer. */
  readonly depth: Float32Array;
  /** Which material shows, {@link NOTHING} where none does. */
  readonly material: Uint8Array;
  /** Where on the surface the pixel lies, and the light that falls there. */
  readonly u: Float32Array;
  readonly v: Float32Array;
  readonly shade: Float32Array;
  /** Linear light that reaches the viewer, once painted. */
  readonly light: Float32Array;
}

/** The material of pixels that no surface covers. */
export const NOTHING = 0;

/** Paints every pixel of one material: reads `u`, `v` and `shade`, writes `light`. */
export type Paint = (canvas: Canvas, material: number) => void;

/** An empty canvas. */
export function createCanvas(width: number, height: number): Canvas {
  const n = width * height;
  return {
    width,
    height,
    depth: new Float32Array(n).fill(-Infinity),
    material: new Uint8Array(n),
    u: new Float32Array(n),
    v: new Float32Array(n),
    shade: new Float32Array(n),
    light: new Float32Array(n),
  };
}

/** Triangles on the canvas: places in pixels, depth, and what is interpolated over them. */
export interface Patch {
  /** `[n, 3]` x and y in pixels, depth. */
  readonly screen: Float64Array;
  /** `[n, 2]` what the paint looks up by. */
  readonly uv: Float64Array;
  /** `[n]` light that falls on each corner. */
  readonly shade: Float64Array;
  readonly triangles: ArrayLike<number>;
}

/** Draws triangles of a material, nearer ones over farther ones, both sides visible. */
export function drawPatch(canvas: Canvas, patch: Patch, material: number): void {
  const { width, height, depth } = canvas;
  const { screen, uv, shade, triangles } = patch;
  for (let t = 0; t < triangles.length; t += 3) {
    const a = triangles[t], b = triangles[t + 1], c = triangles[t + 2];
    const ax = screen[a * 3], ay = screen[a * 3 + 1], az = screen[a * 3 + 2];
    const bx = screen[b * 3], by = screen[b * 3 + 1], bz = screen[b * 3 + 2];
    const cx = screen[c * 3], cy = screen[c * 3 + 1], cz = screen[c * 3 + 2];
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if (area > -1e-9 && area < 1e-9) continue;
    const x0 = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const x1 = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
    const y0 = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const y1 = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    if (x1 < x0 || y1 < y0) continue;
    const inverse = 1 / area;
    const stepB = (cy - ay) * inverse;
    const stepC = (ay - by) * inverse;
    const au = uv[a * 2], av = uv[a * 2 + 1], as = shade[a];
    const bu = uv[b * 2] - au, bv = uv[b * 2 + 1] - av, bs = shade[b] - as;
    const cu = uv[c * 2] - au, cv = uv[c * 2 + 1] - av, cs = shade[c] - as;
    for (let y = y0; y <= y1; y++) {
      const dx = x0 + 0.5 - ax;
      const dy = y + 0.5 - ay;
      let wb = (dx * (cy - ay) - (cx - ax) * dy) * inverse;
      let wc = ((bx - ax) * dy - dx * (by - ay)) * inverse;
      for (let x = x0, i = y * width + x0; x <= x1; x++, i++, wb += stepB, wc += stepC) {
        if (wb < -1e-7 || wc < -1e-7 || wb + wc > 1.0000001) continue;
        const z = az + wb * (bz - az) + wc * (cz - az);
        if (z <= depth[i]) continue;
        depth[i] = z;
        canvas.material[i] = material;
        canvas.u[i] = au + wb * bu + wc * cu;
        canvas.v[i] = av + wb * bv + wc * cv;
        canvas.shade[i] = as + wb * bs + wc * cs;
      }
    }
  }
}
