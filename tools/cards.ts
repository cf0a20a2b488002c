import { fileURLToPath } from "node:url";
import { readFileIfThere } from "#lib/core/read_file_if_there.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { imageModelPart, type ImageModelResults } from "./cards/image_model_part.ts";
import { withMeasuredPart } from "./readme/measured_part.ts";

const HELP = `deno task cards [--check]

Writes the measured part of each image model's card, models/NAME/card.md, from the result files
beside it: evaluation.json, evaluation_ten_views.json, robustness.json, calibration.json, log.json.

  --check   change nothing; fail when a card is out of date`;

const root = new URL("../models/", import.meta.url);

/** Models whose cards are made of these files. */
const MODELS = ["model_2", "model_tiny"];

/** A card as the committed result files say it should be, and as it is. */
export interface CardTexts {
  readonly path: URL;
  readonly wanted: string;
  readonly found: string;
}

/** The cards of those image models that are there. */
export async function cardTexts(): Promise<CardTexts[]> {
  const texts = MODELS.map(async (name) => {
    const path = new URL(`${name}/card.md`, root);
    const found = await textIfThere(path);
    if (found === undefined) return [];
    const part = imageModelPart(await readResults(new URL(`${name}/`, root)));
    return [{ path, wanted: await withMeasuredPart(found, part, `models/${name}/card.md`), found }];
  });
  return (await Promise.all(texts)).flat();
}

async function readResults(folder: URL): Promise<ImageModelResults> {
  const read = async (name: string) => {
    const text = await textIfThere(new URL(name, folder));
    return text === undefined ? undefined : JSON.parse(text);
  };
  const file = new URL("model.h5", folder);
  const model = await loadModelH5(fileURLToPath(file));
  const [one, ten] = [await read("evaluation.json"), await read("evaluation_ten_views.json")];
  const results = {
    file: { bytes: (await Deno.stat(file)).size, parameters: model.countParams() },
    evaluations: { ...one && { "one view": one }, ...ten && { "ten views": ten } },
    robustness: await read("robustness.json"),
    calibration: await read("calibration.json"),
    log: await read("log.json"),
  };
  model.dispose();
  return results;
}

async function textIfThere(path: URL): Promise<string | undefined> {
  const bytes = await readFileIfThere(path);
  return bytes ? new TextDecoder().decode(bytes) : undefined;
}

if (import.meta.main) {
  if (Deno.args.includes("--help")) {
    console.log(HELP);
    Deno.exit(0);
  }
  for (const { path, wanted, found } of await cardTexts()) {
    if (wanted === found) continue;
    if (Deno.args.includes("--check")) {
      console.error(`cards: ${fileURLToPath(path)} is out of date; run deno task cards`);
      Deno.exit(1);
    }
    await Deno.writeTextFile(path, wanted);
  }
}
