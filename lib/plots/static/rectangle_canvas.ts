import { encode } from "fast-png";

/** One filled rectangle: x, y, width, height, colour. */
export type Rectangle = readonly [number, number, number, number, string];

/** How the addresses begin that stand for recorded rectangles. */
export const RECTANGLES = "data:rectangles,";

/**
 * As much of a 2-D canvas as plotly's heatmaps and pictures need, without a browser: filled
 * rectangles are recorded, pixels that are put are encoded as PNG.
 */
export class RectangleCanvas {
  fillStyle = "#000";
  #width: () => number;
  #height: () => number;
  #rectangles: Rectangle[] = [];
  #pixels: Uint8ClampedArray | null = null;

  constructor(readonly canvas: HTMLCanvasElement) {
    this.#width = () => canvas.width;
    this.#height = () => canvas.height;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    if (width > 0 && height > 0) this.#rectangles.push([x, y, width, height, this.fillStyle]);
  }

  clearRect(): void {
    this.#rectangles = [];
    this.#pixels = null;
  }

  createImageData(width: number, height: number) {
    return { width, height, data: new Uint8ClampedArray(width * height * 4) };
  }

  putImageData(image: { width: number; height: number; data: Uint8ClampedArray }): void {
    if (image.width !== this.#width() || image.height !== this.#height()) {
      throw new RangeError("only a picture of the canvas's own size can be put");
    }
    this.#pixels = image.data;
  }

  /** Text in a canvas is used by plotly only for WebGL, which has no static SVG. */
  measureText(text: string) {
    return { width: text.length };
  }

  toDataURL(): string {
    if (!this.#pixels) return RECTANGLES + JSON.stringify(this.#rectangles);
    const data = new Uint8Array(this.#pixels);
    const [width, height] = [this.#width(), this.#height()];
    return `data:image/png;base64,${encode({ width, height, data, channels: 4 }).toBase64()}`;
  }
}
