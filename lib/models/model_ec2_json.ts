import { EMOTIONS } from "../core/emotions.ts";
import { faultMessage } from "../core/errors.ts";
import type { ModelEc2 } from "./model_ec2.ts";

/** All that it takes to classify clouds: the average face they are compared with, and the fit. */
export interface ModelEc2File<Reference = unknown> {
  readonly name: "model_ec2";
  readonly format: 1;
  /** The classes, in the order of the scores. */
  readonly emotions: readonly string[];
  readonly reference: Reference;
  /** For movements from the person's own neutral face. */
  readonly calibrated: ModelEc2;
  /** For faces whose neutral is not known: movements from the average face. */
  readonly alone: ModelEc2;
}

const DIGITS = 5;

/** The file's text: numbers with five significant digits, which no prediction notices. */
export function writeModelEc2(file: ModelEc2File): string {
  return JSON.stringify(
    file,
    (_key, value) =>
      typeof value === "number"
        ? Number(value.toPrecision(DIGITS))
        : ArrayBuffer.isView(value)
        ? Array.from(value as Float64Array)
        : value,
  );
}

/**
 * Reads what {@link writeModelEc2} wrote.
 *
 * @throws {SyntaxError} for anything else.
 */
export function readModelEc2(text: string, path: string): ModelEc2File<unknown> {
  const remedy = "deno task train --model model_ec2 makes such a file.";
  let file: ModelEc2File;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(faultMessage("this is no JSON", { file: path }, remedy), {
      cause: error,
    });
  }
  if (file?.name !== "model_ec2" || file.format !== 1 || !file.calibrated || !file.alone) {
    throw new SyntaxError(faultMessage("this is no model_ec2", { file: path }, remedy));
  }
  if (file.emotions.join() !== EMOTIONS.join()) {
    throw new SyntaxError(
      faultMessage(`its classes are ${file.emotions.join(", ")}`, { file: path }, remedy),
    );
  }
  return file;
}
