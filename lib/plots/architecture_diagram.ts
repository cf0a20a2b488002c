import { escapeMarkup } from "../core/escape_markup.ts";
import { count } from "../core/format.ts";
import { type DiagramLayout, layOut } from "./diagram_layout.ts";
import { layerColour } from "./layer_colour.ts";
import { type ModelDescription, parameterWords, shapeWords } from "./model_description.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, FONT_FAMILY } from "./theme.ts";

const MARGIN = 24;
const HEADER = 62;
const FOOTER = 40;
const FRAME_NAME = 12;

/**
 * A model as an SVG drawing: a box per layer with its operation, settings, output shape, parameters
 * and a bar for its share of all parameters; inner models in frames; the total below.
 *
 * Carries a title and a description for screen readers. The same model gives the same text.
 *
 * @throws {RangeError} when a layer takes input from a layer that does not exist.
 */
export function architectureDiagram(model: ModelDescription): string {
  const layout = layOut(model);
  const total = totalWords(model);
  const route = `${shapeWords(model.layers[0].outputShape)} → ${
    shapeWords(model.layers.find(({ name }) => name === model.outputs[0])!.outputShape)
  }`;
  const least = Math.max(
    textWidth(model.name, 17, { bold: true }),
    textWidth(route, 13),
    textWidth(total, 13, { bold: true }),
  );
  const width = Math.ceil(Math.max(layout.width, least) + 2 * MARGIN);
  const height = Math.ceil(layout.height + HEADER + FOOTER + MARGIN);
  const shift = Math.round((width - layout.width) / 2);
  const id = `a${hash(JSON.stringify(model))}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}t ${id}d" ` +
    `font-family="${FONT_FAMILY}" font-size="13" fill="${COLOURS.ink}">`,
    `<title id="${id}t">Architecture of ${escapeMarkup(model.name)}</title>`,
    `<desc id="${id}d">${escapeMarkup(inWords(model))}</desc>`,
    `<rect width="${width}" height="${height}" fill="${COLOURS.paper}"/>`,
    `<text x="${MARGIN}" y="32" font-size="17" font-weight="bold">${
      escapeMarkup(model.name)
    }</text>`,
    `<text x="${MARGIN}" y="52" fill="${COLOURS.muted}">${escapeMarkup(route)}</text>`,
    `<g transform="translate(${shift} ${HEADER})">`,
    ...layout.frames.map(frame),
    ...layout.edges.map(arrow),
    ...layout.boxes.map((box) => layerBox(box, model.parameters)),
    `</g>`,
    `<text x="${width / 2}" y="${
      height - MARGIN
    }" text-anchor="middle" font-weight="bold">${total}</text>`,
    `</svg>`,
  ].join("\n");
}

/** Frames reach a little above their boxes, where their name stands. */
function frame(place: DiagramLayout["frames"][number]): string {
  const { x, width, label } = place;
  const [y, height] = [place.y - FRAME_NAME, place.height + FRAME_NAME];
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="#f4f6f8" ` +
    `stroke="${COLOURS.line}" stroke-dasharray="4 3"/>` +
    `<text x="${x + 12}" y="${y + 18}" font-size="12" fill="${COLOURS.muted}">${
      escapeMarkup(label)
    }</text>`;
}

function arrow(points: DiagramLayout["edges"][number]): string {
  const last = points[points.length - 1];
  // Through the middles of the ways between bends, so that corners are round.
  let path = `M${points[0].x} ${points[0].y}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [bend, next] = [points[i], points[i + 1]];
    const end = i === points.length - 2
      ? { x: next.x, y: next.y - 6 }
      : { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 };
    path += `Q${bend.x} ${bend.y} ${end.x} ${end.y}`;
  }
  if (points.length === 2) path += `L${last.x} ${last.y - 6}`;
  return `<path d="${path}" fill="none" stroke="${COLOURS.line}" stroke-width="1.5"/>` +
    `<path d="M${last.x} ${last.y}l-4.5 -8h9z" fill="${COLOURS.line}"/>`;
}

function layerBox(box: DiagramLayout["boxes"][number], all: number): string {
  const { x, y, width, height, layer } = box;
  const colour = layerColour(layer.kind);
  const share = all > 0 ? layer.parameters / all : 0;
  const right = x + width - 12;
  const name = `<tspan font-weight="bold">${escapeMarkup(layer.kind)}</tspan>`;
  const settings = layer.settings
    ? `<tspan dx="7" fill="${COLOURS.muted}">${escapeMarkup(layer.settings)}</tspan>`
    : "";
  return [
    `<g><title>${escapeMarkup(layer.name)}</title>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5" fill="${COLOURS.paper}" ` +
    `stroke="${COLOURS.line}"/>`,
    `<path d="M${x + 6} ${y}h-1a5 5 0 0 0 -5 5v${height - 10}a5 5 0 0 0 5 5h1z" fill="${colour}"/>`,
    `<text x="${x + 16}" y="${y + 21}">${name}${settings}</text>`,
    `<text x="${x + 16}" y="${y + 41}" font-size="12">${shapeWords(layer.outputShape)}</text>`,
    layer.parameters > 0
      ? `<text x="${right}" y="${
        y + 41
      }" font-size="12" text-anchor="end" fill="${COLOURS.muted}">${parameterWords(layer)}</text>`
      : "",
    share > 0
      ? `<rect x="${x + 6}" y="${y + height - 4}" width="${
        Math.max(1, share * (width - 8)).toFixed(1)
      }" height="3" fill="${colour}"/>`
      : "",
    `</g>`,
  ].join("");
}

function totalWords({ parameters, trainableParameters }: ModelDescription): string {
  const frozen = parameters - trainableParameters;
  return `Total: ${count(parameters)} parameters${
    frozen > 0 ? `, ${count(frozen)} of them not trained` : ""
  }`;
}

/** The model read aloud. */
function inWords(model: ModelDescription): string {
  const layers = model.layers.map((layer) =>
    [
      `${layer.inner ? `model ${layer.name}` : layer.kind}${
        layer.settings && ` ${layer.settings}`
      }`,
      `output ${shapeWords(layer.outputShape)}`,
      ...(layer.parameters > 0 ? [parameterWords(layer)] : []),
    ].join(", ")
  );
  return `${layers.join("; ")}. ${totalWords(model)}.`;
}

/** FNV-1a, 32 bits: names that differ from picture to picture on one page. */
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(36);
}
