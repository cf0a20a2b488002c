import { resolve } from "node:path";
import { statIfThere } from "#lib/core/stat_if_there.ts";
import { alignClouds } from "#lib/data/align_clouds.ts";
import { cloudMovements } from "#lib/data/cloud_movements.ts";
import { cloudOffsets } from "#lib/data/cloud_offsets.ts";
import type { Dataset } from "#lib/data/dataset.ts";
import { faceReference } from "#lib/data/synthetic/face_reference.ts";
import { type GridShift, predictClouds } from "#lib/eval/predict_clouds.ts";
import { predictEc2 } from "#lib/models/model_ec2.ts";
import { readModelEc2 } from "#lib/models/model_ec2_json.ts";
import type { FaceReference } from "#lib/preprocess/face_reference.ts";
import { VOXELS } from "#lib/preprocess/voxelize.ts";
import { loadModel } from "./load_model.ts";
import { UsageError } from "./run_command.ts";
import { startEngine } from "./start_engine.ts";

/** The probabilities of clouds, `[n, 7]` row-major. */
export type CloudClassifier = (
  clouds: Dataset<Float32Array>,
  onProgress?: (done: number, total: number) => void,
) => Promise<Float32Array>;

/** How to classify. */
export interface CloudClassifierOptions {
  readonly calibrate?: string;
  readonly threads?: string;
  readonly engine?: string;
  /** In which grids a model of voxels sees a cloud; by default as `predictClouds` has it. */
  readonly grids?: readonly GridShift[];
}

const ROOT = resolve(import.meta.dirname!, "../..");

/**
 * The classifier in a file: `.json` is a model_ec2, all else a Keras model on voxels. A bare name
 * stands for the file in `models/NAME/`.
 */
export async function cloudClassifier(
  path: string,
  options: CloudClassifierOptions = {},
): Promise<CloudClassifier> {
  const json = `${ROOT}/models/${path}/model.json`;
  if (/^\w+$/.test(path) && statIfThere(json)) return await ec2Classifier(json, options);
  if (path.endsWith(".json")) return await ec2Classifier(path, options);
  return await voxelClassifier(path, options);
}

async function ec2Classifier(
  path: string,
  { calibrate }: CloudClassifierOptions,
): Promise<CloudClassifier> {
  const { reference, calibrated, alone } = readModelEc2(await Deno.readTextFile(path), path);
  const face = toReference(reference as FaceReference);
  return (clouds, onProgress) => {
    const read = calibrate ? cloudMovements : cloudOffsets;
    const movements = read(clouds, face, onProgress);
    const model = calibrate ? calibrated : alone;
    return Promise.resolve(Float32Array.from(movements.flatMap((m) => [...predictEc2(model, m)])));
  };
}

function toReference({ points, above, anchors, mirrored }: FaceReference): FaceReference {
  return { points: Float64Array.from(points), above: Float64Array.from(above), anchors, mirrored };
}

async function voxelClassifier(
  path: string,
  options: CloudClassifierOptions,
): Promise<CloudClassifier> {
  if (options.calibrate) {
    throw new UsageError(
      `${path} looks at one face at a time: --calibrate neutral is for model_ec2`,
    );
  }
  await startEngine(options);
  const model = await loadModel(path);
  const shape = model.inputs[0].shape.slice(1);
  const wanted = [VOXELS, VOXELS, VOXELS, 1];
  if (shape.join() !== wanted.join()) {
    throw new RangeError(`${path} takes [${shape}], but faces are given as voxels, [${wanted}]`);
  }
  return async (clouds, onProgress) => {
    const aligned = alignClouds(clouds, faceReference(), onProgress);
    return await predictClouds(model, aligned, options.grids);
  };
}
