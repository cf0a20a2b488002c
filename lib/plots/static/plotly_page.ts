import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { DOMWindow, JSDOM } from "jsdom";
import type { Data, Layout } from "plotly.js-dist-min";
import { RectangleCanvas } from "./rectangle_canvas.ts";
import { svgBounds, svgClientBounds, svgTextLength } from "./svg_bounds.ts";

/** The few of plotly's functions that are used here. */
interface Plotly {
  newPlot(where: Element, data: Data[], layout: Partial<Layout>, config: object): Promise<Element>;
  toImage(where: Element, options: object): Promise<string>;
  purge(where: Element): void;
  validate(data: Data[], layout: Partial<Layout>): { msg: string }[] | undefined;
}

/** A page that exists only in memory, with plotly loaded into it. */
export interface PlotlyPage {
  readonly window: DOMWindow;
  readonly plotly: Plotly;
  /** Makes plotly's random names start over, so that equal charts give equal pictures. */
  restart(): void;
}

let page: Promise<PlotlyPage> | undefined;

/** The page, made at the first call (about a second) and kept. */
export function plotlyPage(): Promise<PlotlyPage> {
  return page ??= makePage();
}

async function makePage(): Promise<PlotlyPage> {
  const { JSDOM, VirtualConsole } = await import("jsdom");
  // Makes Deno install the package, whose code wants a window and cannot be imported here.
  await import("plotly.js-dist-min/package.json", { with: { type: "json" } });
  const dom = new JSDOM("<!doctype html><body></body>", {
    runScripts: "outside-only",
    virtualConsole: new VirtualConsole(),
  });
  const restart = stub(dom);
  // The code runs in the page's own context: nothing leaks into this program's globals.
  dom.window.eval(readFileSync(fileURLToPath(import.meta.resolve("plotly.js-dist-min")), "utf8"));
  return { window: dom.window, plotly: dom.window.Plotly, restart };
}

/** Gives the page what jsdom leaves out and plotly asks for: sizes of text and shapes, a canvas. */
function stub({ window }: JSDOM): () => void {
  window.URL.createObjectURL = () => "";
  window.URL.revokeObjectURL = () => {};
  window.requestAnimationFrame = (call: FrameRequestCallback) => window.setTimeout(call, 0, 0);
  window.cancelAnimationFrame = (id: number) => window.clearTimeout(id);
  const rectangle = (box: ReturnType<typeof svgBounds>) => ({
    ...box,
    left: box.x,
    top: box.y,
    right: box.x + box.width,
    bottom: box.y + box.height,
  });
  Object.assign(window.SVGElement.prototype, {
    getBBox(this: SVGElement) {
      return svgBounds(this);
    },
    getBoundingClientRect(this: SVGElement) {
      return rectangle(svgClientBounds(this));
    },
    getComputedTextLength(this: SVGElement) {
      return svgTextLength(this);
    },
  });
  const contexts = new WeakMap<HTMLCanvasElement, RectangleCanvas>();
  function contextOf(canvas: HTMLCanvasElement): RectangleCanvas {
    const known = contexts.get(canvas) ?? new RectangleCanvas(canvas);
    contexts.set(canvas, known);
    return known;
  }
  Object.assign(window.HTMLCanvasElement.prototype, {
    getContext(this: HTMLCanvasElement, kind: string) {
      return kind === "2d" ? contextOf(this) : null;
    },
    toDataURL(this: HTMLCanvasElement) {
      return contextOf(this).toDataURL();
    },
  });
  let count = 0;
  const math = window.eval("Math") as Math;
  math.random = () => {
    count = (count + 0x9e3779b1) >>> 0;
    return Math.imul(count ^ (count >>> 15), 0x85ebca6b) / 2 ** 32 + 0.5;
  };
  return () => {
    count = 0;
  };
}
