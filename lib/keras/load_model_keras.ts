import type * as tf from "@tensorflow/tfjs";
import { strFromU8, unzipSync } from "fflate";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { faultMessage, messageOf } from "../core/errors.ts";
import { fillFromArchive } from "./archive_weights.ts";
import { buildModel } from "./config/build_model.ts";
import type { ModelDescription } from "./config/description.ts";
import { nameHardSigmoid } from "./config/hard_sigmoid.ts";
import { isJsonObject, parsePythonJson } from "./config/json.ts";
import type { Json } from "./config/json.ts";
import { inFloat32 } from "./config/in_float32.ts";
import { parseModel } from "./config/parse_model.ts";
import { openHdf5 } from "./hdf5/open_hdf5.ts";
import { inFile, kerasMajor } from "./load_model_h5.ts";
import type { LoadOptions } from "./load_model_h5.ts";

const WEIGHTS = "model.weights.h5";

/**
 * Loads a model that Keras 3 saved as `.keras`: a zip archive of the architecture and the weights.
 *
 * As {@link loadModelH5} otherwise. The weights lie in a temporary file while they are read.
 *
 * @throws {SyntaxError} where the archive is damaged or holds something that cannot be rebuilt.
 */
export async function loadModelKeras(
  path: string,
  { asFloat32 = false, temporaryFolder = tmpdir() }: LoadOptions = {},
): Promise<tf.LayersModel> {
  const { description: stored, weights } = inFile(path, () => readArchive(path));
  const description = asFloat32 ? inFloat32(stored) : stored;
  mkdirSync(temporaryFolder, { recursive: true });
  const folder = mkdtempSync(join(temporaryFolder, "keras-"));
  try {
    const file = join(folder, WEIGHTS);
    writeFileSync(file, weights);
    const model = inFile(path, () => buildModel(description));
    try {
      await openHdf5(file, (h5) => fillFromArchive(model, description, h5, path));
    } catch (error) {
      model.dispose();
      if (error instanceof SyntaxError) error.message = error.message.replaceAll(file, path);
      throw error;
    }
    return model;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readArchive(path: string): { description: ModelDescription; weights: Uint8Array } {
  const bytes = readFileSync(path);
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes);
  } catch (error) {
    throw new SyntaxError(
      faultMessage(
        `no readable zip archive: ${messageOf(error)}`,
        {},
        "Copy or download it again.",
      ),
      { cause: error },
    );
  }
  const { "config.json": config, "metadata.json": metadata, [WEIGHTS]: weights } = entries;
  if (!config || !weights) {
    throw new SyntaxError(
      faultMessage(
        `a zip archive without ${config ? WEIGHTS : "config.json"}`,
        {},
        "Give a file that Keras saved as .keras.",
      ),
    );
  }
  const about = metadata ? parse("metadata.json", metadata) : null;
  const version = isJsonObject(about) ? String(about.keras_version ?? "3") : "3";
  const architecture = nameHardSigmoid(parse("config.json", config), kerasMajor(version));
  return { description: parseModel(architecture), weights };
}

function parse(name: string, bytes: Uint8Array): Json {
  try {
    return parsePythonJson(strFromU8(bytes));
  } catch (error) {
    throw new SyntaxError(
      faultMessage(
        `${name} inside is bad JSON: ${messageOf(error)}`,
        {},
        "Save the model again in Keras.",
      ),
      { cause: error },
    );
  }
}
