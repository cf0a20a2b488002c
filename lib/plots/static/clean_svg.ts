import type { DOMWindow } from "jsdom";
import { FONT_FAMILY } from "../theme.ts";
import { type Rectangle, RECTANGLES } from "./rectangle_canvas.ts";

const SVG = "http://www.w3.org/2000/svg";
/** What is so anyway, or says something only to plotly. */
const IDLE_STYLES: Readonly<Record<string, string | null>> = {
  "pointer-events": null,
  "vector-effect": null,
  "white-space": null,
  cursor: null,
  "font-family": null,
  "font-variant": null,
  "text-decoration-line": "none",
  "text-transform": "none",
  "text-shadow": "none",
  "font-style": "normal",
  "font-weight": "normal",
  "fill-opacity": "1",
  "stroke-opacity": "1",
  opacity: "1",
  "stroke-dasharray": "none",
};

const GEOMETRY = new Set(["d", "transform", "x", "y", "width", "height", "cx", "cy", "r", "dy"]);

/**
 * Makes plotly's SVG a plain, self-contained picture: no script, no unused parts, names that
 * collide with no other picture on the page, recorded rectangles drawn, words for screen readers.
 */
export function cleanSvg(
  text: string,
  { window, description, prefix }: {
    readonly window: DOMWindow;
    readonly description: string;
    readonly prefix: string;
  },
): string {
  const document = new window.DOMParser().parseFromString(text, "image/svg+xml");
  const root = document.documentElement;
  for (const image of [...root.getElementsByTagName("image")]) drawRectangles(image);
  for (const node of [...root.querySelectorAll("script, foreignObject")]) node.remove();
  for (const element of [root, ...root.querySelectorAll("*")]) tidyStyle(element);
  renameIds(root, prefix);
  tidyAttributes(root);
  removeEmpty(root);
  unwrap(root);
  const [width, height] = [root.getAttribute("width"), root.getAttribute("height")];
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  root.setAttribute("font-family", FONT_FAMILY);
  root.setAttribute("role", "img");
  const words = document.createElementNS(SVG, "desc");
  words.textContent = description;
  words.id = `${prefix}d`;
  root.setAttribute("aria-labelledby", words.id);
  root.prepend(words);
  return new window.XMLSerializer().serializeToString(root);
}

/** A heatmap's cells, recorded by the canvas, become rectangles: sharp at every size. */
function drawRectangles(image: Element): void {
  const address = image.getAttribute("xlink:href") ?? image.getAttribute("href") ?? "";
  if (!address.startsWith(RECTANGLES)) return;
  const cells = JSON.parse(address.slice(RECTANGLES.length)) as Rectangle[];
  const [x, y] = [image.getAttribute("x") ?? "0", image.getAttribute("y") ?? "0"];
  const group = image.ownerDocument.createElementNS(SVG, "g");
  group.setAttribute("transform", `translate(${x},${y})`);
  group.setAttribute("shape-rendering", "crispEdges");
  for (const [left, top, width, height, colour] of cells) {
    const cell = image.ownerDocument.createElementNS(SVG, "rect");
    cell.setAttribute("x", String(left));
    cell.setAttribute("y", String(top));
    cell.setAttribute("width", String(width));
    cell.setAttribute("height", String(height));
    cell.setAttribute("fill", hex(colour));
    group.append(cell);
  }
  image.replaceWith(group);
}

function tidyStyle(element: Element): void {
  const style = element.getAttribute("style");
  if (style === null) return;
  const kept = style.split(";").map((rule) => rule.trim()).filter((rule) => {
    const at = rule.indexOf(":");
    if (at < 0) return false;
    const name = rule.slice(0, at).trim();
    // Browsers set text's white-space themselves, so it cannot be inherited.
    if (name === "white-space" && / {2}/.test(element.textContent ?? "")) return true;
    const idle = IDLE_STYLES[name];
    return idle === undefined || (idle !== null && idle !== rule.slice(at + 1).trim());
  }).map((rule) => rule.replace(/:\s+/, ":").replace(/rgb\([^)]*\)/g, hex));
  if (kept.length) element.setAttribute("style", kept.join(";"));
  else element.removeAttribute("style");
}

/** Short names in order of appearance, only for what is referred to. */
function renameIds(root: Element, prefix: string): void {
  const used = new Map<string, string>();
  for (const element of root.querySelectorAll("*")) {
    for (const attribute of [...element.attributes]) {
      const value = attribute.value.replace(/url\((['"]?)#([^'")]+)\1\)/g, (_, _quote, id) => {
        if (!used.has(id)) used.set(id, `${prefix}${used.size}`);
        return `url(#${used.get(id)})`;
      });
      if (value !== attribute.value) element.setAttribute(attribute.name, value);
    }
  }
  for (const element of root.querySelectorAll("[id]")) {
    const name = used.get(element.id);
    if (name) element.setAttribute("id", name);
    else if (element.localName === "clipPath" || element.localName.endsWith("Gradient")) {
      element.remove();
    } else element.removeAttribute("id");
  }
  root.removeAttribute("id");
}

function tidyAttributes(root: Element): void {
  for (const element of [root, ...root.querySelectorAll("*")]) {
    for (const { name, value } of [...element.attributes]) {
      const idle = name === "class" || name === "xml:space" || name.startsWith("data-") ||
        (name === "xmlns" && element !== root) ||
        (name === "transform" && /^translate\(0,\s*0\)$/.test(value));
      if (idle) element.removeAttribute(name);
      else if (GEOMETRY.has(name)) element.setAttribute(name, shortened(value));
    }
  }
}

/** Groups with nothing in them, shapes without a way, texts without a word. */
function removeEmpty(root: Element): void {
  const all = [...root.querySelectorAll("*")].reverse();
  for (const element of all) {
    const name = element.localName;
    const empty = (name === "g" || name === "defs" || name === "clipPath" || name === "svg")
      ? element.children.length === 0
      : name === "path"
      ? /^(M0,0)?$/.test(element.getAttribute("d") ?? "")
      : name === "text"
      ? !element.textContent
      : name === "rect"
      ? !(Number(element.getAttribute("width")) > 0 && Number(element.getAttribute("height")) > 0)
      : false;
    if (empty) element.remove();
  }
}

/** Groups that say nothing are replaced by what they hold. */
function unwrap(root: Element): void {
  for (const group of [...root.querySelectorAll("g")]) {
    if (group.attributes.length === 0) group.replaceWith(...group.childNodes);
  }
}

function hex(colour: string): string {
  const parts = /^rgba?\(\s*([\d.]+),\s*([\d.]+),\s*([\d.]+)(?:,\s*([\d.]+))?\s*\)$/.exec(colour);
  if (!parts || (parts[4] !== undefined && Number(parts[4]) !== 1)) return colour;
  return "#" + parts.slice(1, 4).map((n) => Math.round(Number(n)).toString(16).padStart(2, "0"))
    .join("");
}

/** Numbers with at most two digits after the point. */
function shortened(value: string): string {
  return value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (n) => String(Number(Number(n).toFixed(2))));
}
