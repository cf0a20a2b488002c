/** A picture being drawn: linear light and depth, row by row from the top left. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly light: Float32Array;
  /** Larger is nearer to the viewer. */
  readonly depth: Float32Array;
}

/** An empty canvas. */
export function createCanvas(width: number, height: number): Canvas {
  const depth = new Float32Array(width * height).fill(-Infinity);
  return { width, height, light: new Float32Array(width * height), depth };
}

/** Gives the light of a pixel from two interpolated values and the interpolated shade. */
export type Paint = (u: number, v: number, shade: number) => number;

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

/** Draws triangles, nearer ones over farther ones, both sides visible. */
export function drawPatch(canvas: Canvas, patch: Patch, paint: Paint): void {
  const { width, height, light, depth } = canvas;
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
    const stepC = -(by - ay) * inverse;
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
        const value = paint(au + wb * bu + wc * cu, av + wb * bv + wc * cv, as + wb * bs + wc * cs);
        // A negative light means: nothing here.
        if (value < 0) continue;
        depth[i] = z;
        light[i] = value;
      }
    }
  }
}
