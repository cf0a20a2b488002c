import type { Rgba } from "./colour.ts";

/** A corner of a triangle: pixels, depth (smaller is nearer), colour in [0, 1]. */
export interface Corner {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
  /** Red, green, blue; or, with a table, place in the table (0 to 1), shade and shine. */
  readonly colour: readonly number[];
}

/** A picture with a depth for each pixel; what lies nearer hides what lies behind. */
export class Raster {
  readonly colour: Float32Array;
  readonly #depth: Float32Array;
  /** Only pixels in this box are drawn: left, top, right, bottom. */
  #clip: readonly [number, number, number, number];

  constructor(readonly width: number, readonly height: number, background: Rgba) {
    this.colour = new Float32Array(width * height * 3);
    this.#depth = new Float32Array(width * height).fill(Infinity);
    this.#clip = [0, 0, width, height];
    for (let i = 0; i < this.colour.length; i++) this.colour[i] = background[i % 3];
  }

  clip(left: number, top: number, right: number, bottom: number): void {
    this.#clip = [
      Math.max(0, Math.floor(left)),
      Math.max(0, Math.floor(top)),
      Math.min(this.width, Math.ceil(right)),
      Math.min(this.height, Math.ceil(bottom)),
    ];
  }

  /**
   * A filled triangle, colours blended between its corners; with a table of 256 colours the place in
   * the table is blended, so that a scale shows all its steps within one triangle.
   */
  triangle(a: Corner, b: Corner, c: Corner, opacity: number, table?: Float32Array): void {
    const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
    if (area === 0 || !Number.isFinite(area)) return;
    const [left, top, right, bottom] = this.#clip;
    const x0 = Math.max(left, Math.floor(Math.min(a.x, b.x, c.x)));
    const x1 = Math.min(right - 1, Math.ceil(Math.max(a.x, b.x, c.x)));
    const y0 = Math.max(top, Math.floor(Math.min(a.y, b.y, c.y)));
    const y1 = Math.min(bottom - 1, Math.ceil(Math.max(a.y, b.y, c.y)));
    for (let y = y0; y <= y1; y++) {
      for (let x = x0; x <= x1; x++) {
        const [px, py] = [x + 0.5, y + 0.5];
        const u = ((b.x - px) * (c.y - py) - (c.x - px) * (b.y - py)) / area;
        const v = ((c.x - px) * (a.y - py) - (a.x - px) * (c.y - py)) / area;
        const w = 1 - u - v;
        if (u < 0 || v < 0 || w < 0) continue;
        const depth = u * a.depth + v * b.depth + w * c.depth;
        let red = u * a.colour[0] + v * b.colour[0] + w * c.colour[0];
        let green = u * a.colour[1] + v * b.colour[1] + w * c.colour[1];
        let blue = u * a.colour[2] + v * b.colour[2] + w * c.colour[2];
        if (table) {
          const entry = 3 * Math.round(255 * Math.min(1, Math.max(0, red)));
          const [shade, shine] = [green, blue];
          red = Math.min(1, table[entry] * shade + shine);
          green = Math.min(1, table[entry + 1] * shade + shine);
          blue = Math.min(1, table[entry + 2] * shade + shine);
        }
        this.#put(y * this.width + x, depth, red, green, blue, opacity);
      }
    }
  }

  /** A filled disc that faces the viewer. */
  disc(centre: Corner, radius: number, opacity: number): void {
    const [left, top, right, bottom] = this.#clip;
    const { x: cx, y: cy, depth, colour } = centre;
    for (
      let y = Math.max(top, Math.floor(cy - radius));
      y <= Math.min(bottom - 1, cy + radius);
      y++
    ) {
      for (
        let x = Math.max(left, Math.floor(cx - radius));
        x <= Math.min(right - 1, cx + radius);
        x++
      ) {
        const [dx, dy] = [x + 0.5 - cx, y + 0.5 - cy];
        if (dx * dx + dy * dy > radius * radius) continue;
        this.#put(y * this.width + x, depth, colour[0], colour[1], colour[2], opacity);
      }
    }
  }

  /** A line of some width, as discs in a row. */
  line(a: Corner, b: Corner, width: number, opacity: number): void {
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (!Number.isFinite(length)) return;
    const steps = Math.max(1, Math.ceil(length / Math.max(0.5, width / 4)));
    const mix = (from: number, to: number, t: number) => from + t * (to - from);
    for (let i = 0; i <= steps; i++) {
      const t = i / steps;
      this.disc(
        {
          x: mix(a.x, b.x, t),
          y: mix(a.y, b.y, t),
          depth: mix(a.depth, b.depth, t),
          colour: a.colour.map((value, k) => mix(value, b.colour[k], t)),
        },
        width / 2,
        opacity,
      );
    }
  }

  /** The picture, each pixel the mean of `factor` x `factor`: RGB, 8 bits. */
  reduced(factor: number): { data: Uint8Array; width: number; height: number } {
    const [width, height] = [Math.floor(this.width / factor), Math.floor(this.height / factor)];
    const data = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let k = 0; k < 3; k++) {
          let sum = 0;
          for (let dy = 0; dy < factor; dy++) {
            const row = (y * factor + dy) * this.width + x * factor;
            for (let dx = 0; dx < factor; dx++) sum += this.colour[(row + dx) * 3 + k];
          }
          data[(y * width + x) * 3 + k] = Math.round(255 * sum / (factor * factor));
        }
      }
    }
    return { data, width, height };
  }

  #put(at: number, depth: number, r: number, g: number, b: number, opacity: number): void {
    if (depth >= this.#depth[at]) return;
    // What can be seen through hides nothing: it is drawn last, from back to front.
    if (opacity >= 1) this.#depth[at] = depth;
    this.colour[at * 3] += opacity * (r - this.colour[at * 3]);
    this.colour[at * 3 + 1] += opacity * (g - this.colour[at * 3 + 1]);
    this.colour[at * 3 + 2] += opacity * (b - this.colour[at * 3 + 2]);
  }
}
