import { textWidth } from "../text_width.ts";

/** A box in SVG user units, y downwards. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `[a, b, c, d, e, f]` as in SVG's `matrix()`. */
type Matrix = readonly [number, number, number, number, number, number];

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const EMPTY: Box = { x: 0, y: 0, width: 0, height: 0 };
/** Of Arial and its twins, as a share of the font size. */
const ASCENT = 0.905;
const DESCENT = 0.212;

/**
 * What `getBBox()` gives in a browser: the box of an SVG element in its own coordinates, its
 * children's transforms applied. Text is measured by known advance widths; paths by the hull of
 * their points, which is exact for lines and a little large for curves.
 */
export function svgBounds(element: Element): Box {
  return union(boxesOf(element, IDENTITY)) ?? EMPTY;
}

/** What `getBoundingClientRect()` gives: the box after the element's and all outer transforms. */
export function svgClientBounds(element: Element): Box {
  let matrix = IDENTITY;
  for (let node: Element | null = element; node; node = node.parentElement) {
    matrix = multiply(transformOf(node), matrix);
  }
  return union(boxesOf(element, matrix)) ?? EMPTY;
}

/** What `getComputedTextLength()` gives: the advance width of all text within. */
export function svgTextLength(element: Element): number {
  let sum = 0;
  for (const child of element.childNodes) {
    if (child.nodeType === 3) {
      const text = child.nodeValue ?? "";
      sum += textWidth(text, fontSizeOf(element), { bold: isBold(element) });
    } else if (child.nodeType === 1) sum += svgTextLength(child as Element);
  }
  return sum;
}

function boxesOf(element: Element, matrix: Matrix): Box[] {
  const name = element.localName;
  const number = (key: string) => Number.parseFloat(element.getAttribute(key) ?? "0") || 0;
  if (name === "text") return linesOf(element).map((box) => moved(box, matrix));
  if (name === "tspan") {
    const width = svgTextLength(element);
    const size = fontSizeOf(element);
    return [moved({ x: 0, y: -ASCENT * size, width, height: lineHeight(size) }, matrix)];
  }
  if (name === "rect" || name === "image") {
    const [width, height] = [number("width"), number("height")];
    return [moved({ x: number("x"), y: number("y"), width, height }, matrix)];
  }
  if (name === "circle") {
    const r = number("r");
    const [x, y] = [number("cx") - r, number("cy") - r];
    return [moved({ x, y, width: 2 * r, height: 2 * r }, matrix)];
  }
  if (name === "path") {
    const box = pathBox(element.getAttribute("d") ?? "");
    return box ? [moved(box, matrix)] : [];
  }
  if (name === "defs" || name === "clipPath") return [];
  return [...element.children].flatMap((child) =>
    boxesOf(child, multiply(matrix, transformOf(child)))
  );
}

/** One box a line of a `text` element; lines are `tspan`s that carry a `dy` in em. */
function linesOf(text: Element): Box[] {
  const size = fontSizeOf(text);
  const anchor = styleOf(text, "text-anchor") ?? "start";
  const start = {
    x: Number.parseFloat(text.getAttribute("x") ?? "0") || 0,
    y: Number.parseFloat(text.getAttribute("y") ?? "0") || 0,
  };
  const lines = [...text.children].filter((child) => child.classList.contains("line"));
  let baseline = start.y;
  return (lines.length ? lines : [text]).map((line) => {
    const dy = Number.parseFloat(line.getAttribute("dy") ?? "0") || 0;
    baseline += dy * size;
    const width = svgTextLength(line);
    const shift = anchor === "middle" ? width / 2 : anchor === "end" ? width : 0;
    return { x: start.x - shift, y: baseline - ASCENT * size, width, height: lineHeight(size) };
  });
}

function lineHeight(size: number): number {
  return (ASCENT + DESCENT) * size;
}

function fontSizeOf(element: Element): number {
  const own = ownStyle(element, "font-size");
  if (!own) return element.parentElement ? fontSizeOf(element.parentElement) : 16;
  const value = Number.parseFloat(own);
  if (own.endsWith("%")) return value / 100 * fontSizeOf(element.parentElement!);
  if (own.endsWith("em")) return value * fontSizeOf(element.parentElement!);
  return value;
}

function isBold(element: Element): boolean {
  const weight = styleOf(element, "font-weight") ?? "";
  return weight === "bold" || Number.parseInt(weight) >= 600;
}

function styleOf(element: Element, name: string): string | null {
  for (let node: Element | null = element; node; node = node.parentElement) {
    const value = ownStyle(node, name);
    if (value) return value;
  }
  return null;
}

function ownStyle(element: Element, name: string): string | null {
  return (element as SVGElement).style?.getPropertyValue(name) || element.getAttribute(name);
}

function transformOf(element: Element): Matrix {
  const text = element.getAttribute("transform");
  if (!text) return IDENTITY;
  let matrix = IDENTITY;
  for (const [, name, list] of text.matchAll(/(\w+)\s*\(([^)]*)\)/g)) {
    const v = list.split(/[\s,]+/).filter(Boolean).map(Number);
    if (name === "translate") matrix = multiply(matrix, [1, 0, 0, 1, v[0], v[1] ?? 0]);
    else if (name === "scale") matrix = multiply(matrix, [v[0], 0, 0, v[1] ?? v[0], 0, 0]);
    else if (name === "matrix") matrix = multiply(matrix, v as unknown as Matrix);
    else if (name === "rotate") {
      const [sin, cos] = [Math.sin(v[0] * Math.PI / 180), Math.cos(v[0] * Math.PI / 180)];
      const [x, y] = [v[1] ?? 0, v[2] ?? 0];
      matrix = multiply(matrix, [1, 0, 0, 1, x, y]);
      matrix = multiply(matrix, [cos, sin, -sin, cos, 0, 0]);
      matrix = multiply(matrix, [1, 0, 0, 1, -x, -y]);
    }
  }
  return matrix;
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

function moved(box: Box, m: Matrix): Box {
  const corners = [
    [box.x, box.y],
    [box.x + box.width, box.y],
    [box.x, box.y + box.height],
    [box.x + box.width, box.y + box.height],
  ].map(([x, y]) => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]]);
  return hull(corners);
}

function hull(points: number[][]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function union(boxes: Box[]): Box | null {
  if (boxes.length === 0) return null;
  return hull(boxes.flatMap((b) => [[b.x, b.y], [b.x + b.width, b.y + b.height]]));
}

/** The hull of a path's points, control points of curves among them. */
function pathBox(d: string): Box | null {
  const points: number[][] = [];
  let [x, y] = [0, 0];
  for (const [, command, list] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const v = (list.match(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g) ?? []).map(Number);
    const relative = command === command.toLowerCase();
    const kind = command.toUpperCase();
    const step = { M: 2, L: 2, T: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, A: 7 }[kind];
    if (!step) continue;
    for (let i = 0; i + step <= v.length; i += step) {
      const [fromX, fromY] = relative ? [x, y] : [0, 0];
      if (kind === "H") x = fromX + v[i];
      else if (kind === "V") y = fromY + v[i];
      else {
        if (kind === "C" || kind === "S" || kind === "Q") {
          for (let k = 0; k < step - 2; k += 2) {
            points.push([fromX + v[i + k], fromY + v[i + k + 1]]);
          }
        }
        x = fromX + v[i + step - 2];
        y = fromY + v[i + step - 1];
      }
      points.push([x, y]);
    }
  }
  return points.length ? hull(points) : null;
}
