import { faultMessage } from "../core/errors.ts";
import { EMOTION_COUNT, EMOTIONS } from "../core/emotions.ts";
import type { Fer2013Layout } from "./fer2013_layout.ts";
import { PIXELS } from "./fer2013_row.ts";
import { type Usage, USAGES } from "./usages.ts";

/** What is known about a row that could not be read. */
export interface BadRow {
  readonly file: string;
  /** Counted from 1, the header not counted. */
  readonly row: number;
  /** Whether the file ends with this row, without a line end. */
  readonly isCutOff: boolean;
  readonly layout: Fer2013Layout;
}

const DOWNLOAD = "The file is damaged or was changed: get it again.";
const CUT_OFF = "The file ends within this row, so it was cut off: get it again.";

/**
 * The error for a row that `Fer2013RowReader` refused: the first thing wrong in it, and what to do.
 *
 * @param bytes the row, line end not included.
 */
export function explainFer2013Row(bytes: Uint8Array, bad: BadRow): SyntaxError {
  const text = new TextDecoder().decode(bytes);
  const [what, remedy] = firstFault(text, bad);
  return new SyntaxError(faultMessage(what, { file: bad.file, row: bad.row }, remedy));
}

function firstFault(text: string, { layout, isCutOff }: BadRow): readonly [string, string] {
  const end = isCutOff ? CUT_OFF : DOWNLOAD;
  const fields = text.split(",");
  if (text.trim() === "") return ["an empty line between rows", "Delete it."];
  if (fields.length === layout.length && fields[0].trim().replaceAll('"', "") === layout[0]) {
    return ["a second header", "Were two files joined? Delete this line."];
  }
  for (const [i, column] of layout.slice(0, fields.length).entries()) {
    const field = fields[i].replace(/^ +/, "");
    const isOpen = field.startsWith('"') && (field.length < 2 || !field.endsWith('"'));
    const value = field.replace(/^"/, "").replace(/"$/, "");
    const fault = column === "emotion"
      ? emotionFault(value)
      : column === "usage"
      ? usageFault(value)
      : pixelFault(value);
    if (fault) return [fault[0], isCutOff ? CUT_OFF : fault[1] || DOWNLOAD];
    if (isOpen || /["]/.test(value) || (!field.startsWith('"') && field.endsWith('"'))) {
      return [`a stray quotation mark in the column ${column}`, end];
    }
  }
  return fields.length === layout.length
    ? ["a row that is not in FER2013's form", end]
    : [`${fields.length} columns instead of ${layout.length}`, end];
}

type Fault = readonly [what: string, remedy: string] | undefined;

function emotionFault(value: string): Fault {
  const isKnown = value.length === 1 && value >= "0" && value < String(EMOTION_COUNT);
  if (isKnown) return undefined;
  const labels = EMOTIONS.map((name, i) => `${i} ${name}`).join(", ");
  return [`unknown label ${inQuotes(value)}`, `Labels are ${labels}.`];
}

function usageFault(value: string): Fault {
  if (USAGES.includes(value as Usage)) return undefined;
  return [`unknown usage ${inQuotes(value)}`, `Usages are ${USAGES.join(", ")}.`];
}

function pixelFault(value: string): Fault {
  const pixels = value.trim().split(/ +/).filter((pixel) => pixel !== "");
  const wrong = pixels.findIndex((pixel) => !/^\d{1,3}$/.test(pixel) || Number(pixel) > 255);
  if (wrong >= 0 && /^-?\d+$/.test(pixels[wrong])) {
    return [`pixel ${wrong + 1} is ${short(pixels[wrong])}, outside 0 to 255`, ""];
  }
  if (wrong >= 0) return [`pixel ${wrong + 1} is ${inQuotes(pixels[wrong])}, not a number`, ""];
  if (pixels.length !== PIXELS) {
    return [`${pixels.length} pixels instead of ${PIXELS} (48 x 48)`, ""];
  }
  if (/^ | $| {2}/.test(value)) {
    return [
      "spaces too many among the pixels",
      "Exactly one goes between each two: get the file again.",
    ];
  }
}

function inQuotes(value: string): string {
  return JSON.stringify(short(value));
}

function short(value: string): string {
  return value.length > 24 ? `${value.slice(0, 24)}…` : value;
}
