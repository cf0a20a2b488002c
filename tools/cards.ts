import { fileURLToPath } from "node:url";
import { readFileIfThere } from "#lib/core/read_file_if_there.ts";
import { statIfThere } from "#lib/core/stat_if_there.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { modelByName } from "#lib/models/model_by_name.ts";
import { multiplyAdds } from "#lib/models/multiply_adds.ts";
import { cloudModelPart, type CloudModelResults } from "./cards/cloud_model_part.ts";
import { imageModelPart, type ImageModelResults, type Training } from "./cards/image_model_part.ts";
import { withMeasuredPart } from "./readme/measured_part.ts";

/** What each result file of a model of 3-D faces was judged on, in words. */
const CLOUDS_JUDGED: Readonly<Record<string, string>> = {
  "evaluation.json": "synthetic people not trained on",
  "evaluation_posed.json": "posed faces of a statistical model",
  "evaluation_real.json": "two real recording sessions",
  "evaluation_real_alone.json": "two real recording sessions, neutral not known",
};

const HELP = `deno task cards [--check]

Writes the measured part of each model's card, models/NAME/card.md, from the result files beside it.
Models of images: evaluation.json, evaluation_thirty_views.json, robustness.json, calibration.json,
log_first_round.json, log_second_round.json, log_third_round.json, log.json.
Models of 3-D faces: ${Object.keys(CLOUDS_JUDGED).join(", ")}, log.json.

  --check   change nothing; fail when a card is out of date`;

const root = new URL("../models/", import.meta.url);

/** Models whose cards are made of these files: how their measured part is. */
const MODELS: Readonly<Record<string, (folder: URL) => Promise<string>>> = {
  model_2: imagePart,
  model_tiny: imagePart,
  model_4: cloudPart,
  model_ec1: cloudPart,
  model_ec2: cloudPart,
};

/** A card as the committed result files say it should be, and as it is. */
export interface CardTexts {
  readonly path: URL;
  readonly wanted: string;
  readonly found: string;
}

/** The cards of those models that are there. */
export async function cardTexts(): Promise<CardTexts[]> {
  const texts = Object.entries(MODELS).map(async ([name, partOf]) => {
    const path = new URL(`${name}/card.md`, root);
    const found = await textIfThere(path);
    if (found === undefined) return [];
    const part = await partOf(new URL(`${name}/`, root));
    return [{ path, wanted: await withMeasuredPart(found, part, `models/${name}/card.md`), found }];
  });
  return (await Promise.all(texts)).flat();
}

/** Where training was several rounds: the logs in their order. */
const LOGS = ["log_first_round.json", "log_second_round.json", "log_third_round.json", "log.json"];

async function imagePart(folder: URL): Promise<string> {
  const [one, thirty] = [
    await readJson(folder, "evaluation.json"),
    await readJson(folder, "evaluation_thirty_views.json"),
  ];
  const results: ImageModelResults = {
    file: await fileFacts(new URL("model.h5", folder)),
    evaluations: { ...one && { "one view": one }, ...thirty && { "thirty views": thirty } },
    robustness: await readJson(folder, "robustness.json"),
    calibration: await readJson(folder, "calibration.json"),
    trainings: await trainingsIn(folder),
  };
  return imageModelPart(results);
}

async function trainingsIn(folder: URL): Promise<Training[]> {
  const logs = await Promise.all(LOGS.map((name) => readJson(folder, name)));
  return logs.filter((log) => log !== undefined).map((log) => {
    const network = modelByName(log.model, { seed: 0 });
    const trained = { ...log, multiplyAdds: multiplyAdds(network) };
    network.dispose();
    return trained;
  });
}

async function cloudPart(folder: URL): Promise<string> {
  const compared = new URL("model.json", folder);
  const evaluations: Record<string, CloudModelResults["evaluations"][string]> = {};
  for (const [name, what] of Object.entries(CLOUDS_JUDGED)) {
    const report = await readJson(folder, name);
    if (report) evaluations[what] = report;
  }
  return cloudModelPart({
    file: statIfThere(compared)
      ? { bytes: (await Deno.stat(compared)).size }
      : await fileFacts(new URL("model.h5", folder)),
    evaluations,
    log: await readJson(folder, "log.json"),
  });
}

async function fileFacts(file: URL): Promise<ImageModelResults["file"]> {
  const model = await loadModelH5(fileURLToPath(file));
  const facts = { parameters: model.countParams(), multiplyAdds: multiplyAdds(model) };
  model.dispose();
  return { bytes: (await Deno.stat(file)).size, ...facts };
}

async function readJson(folder: URL, name: string) {
  const text = await textIfThere(new URL(name, folder));
  return text === undefined ? undefined : JSON.parse(text);
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
