import { createHash } from "node:crypto";
import type { LayersModel } from "@tensorflow/tfjs";
import type { BatchSource } from "../data/batches.ts";
import { allLayers } from "./all_layers.ts";

/** What must be equal for a checkpoint to be resumed: names with plain values. */
export type Fingerprint = Readonly<Record<string, unknown>>;

/** The fingerprint of a model and its data; the caller adds the options. */
export async function fingerprint(model: LayersModel, source: BatchSource): Promise<Fingerprint> {
  const first = await source.batch(0, 0);
  return {
    "model": hash(JSON.stringify(architecture(model))),
    "number of samples": source.samples,
    "batches per epoch": source.batchesPerEpoch,
    "first batch": hash(bytesOf(first.x), bytesOf(first.y)),
  };
}

/** The names of everything in which two fingerprints differ, with both values. */
export function differences(kept: Fingerprint, now: Fingerprint): string[] {
  return [...new Set([...Object.keys(kept), ...Object.keys(now)])]
    .map((key) => [key, JSON.stringify(kept[key]), JSON.stringify(now[key])])
    .filter(([, before, after]) => before !== after)
    .map(([key, before, after]) => `${key} was ${before ?? "not set"}, is ${after ?? "not set"}`);
}

/**
 * The model's configuration without initialisers, layers numbered: names that TensorFlow.js makes up
 * count on and on.
 */
function architecture(model: LayersModel): unknown {
  const names = [model as { name: string }, ...allLayers(model)].map(({ name }) => name);
  const text = JSON.stringify(model.toJSON(null, false));
  return JSON.parse(text, (key, value) => {
    // Where weights start does not matter to a run that goes on.
    if (/initializer$/i.test(key)) return undefined;
    const index = typeof value === "string" ? names.indexOf(value) : -1;
    return index < 0 ? value : `layer ${index}`;
  });
}

function bytesOf(array: Float32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function hash(...parts: (string | Uint8Array)[]): string {
  const digest = createHash("sha256");
  parts.forEach((part) => digest.update(part));
  return digest.digest("hex").slice(0, 16);
}
