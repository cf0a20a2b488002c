import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { messageOf } from "#lib/core/errors.ts";
import type { Rng } from "#lib/core/rng.ts";
import { loadModel } from "#lib/keras/load_model.ts";
import { inspectH5 } from "#lib/keras/inspect_h5.ts";
import { mutateBytes, mutateText, pick } from "./mutate.ts";
import type { FuzzTarget } from "./target.ts";

const FIXTURES = new URL("../../../tests/fixtures/keras/", import.meta.url);

async function fixtures(...names: string[]): Promise<Uint8Array[]> {
  await tf.setBackend("cpu");
  return await Promise.all(names.map((name) => Deno.readFile(new URL(name, FIXTURES))));
}

let loads = 0;

/** Bad files must not spoil the reading of good ones after them. */
async function loadGood(): Promise<void> {
  try {
    (await loadModel(fileURLToPath(new URL("nested.k3.h5", FIXTURES)))).dispose();
  } catch (error) {
    throw new Error(`a good file cannot be read any more: ${messageOf(error)}`);
  }
}

async function load(path: string): Promise<string | undefined> {
  if (loads++ % 20 === 0) await loadGood();
  const before = tf.memory().numTensors;
  const outcome = await describe(path);
  if (tf.memory().numTensors !== before) return "tensors are left behind";
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** What is wrong with the model in a file, or the error of its loading. */
async function describe(path: string): Promise<string | Error | undefined> {
  try {
    const model = await loadModel(path);
    const shapes = model.outputs.every(({ shape }) => shape.length > 0);
    model.dispose();
    return shapes ? undefined : "a model without an output";
  } catch (error) {
    return error instanceof Error ? error : new Error(`${error}`);
  }
}

/** Keras's `.h5`, of both versions, and what is written here. */
export const h5: FuzzTarget = {
  name: ".h5",
  ending: ".h5",
  seeds: () =>
    fixtures("nested.k2.h5", "shared.k3.h5", "odd_gzip.h5", "odd_text.h5", "recurrent.k3.h5"),
  mutate(seed, rng) {
    if (rng.next() < 0.6) return mutateBytes(seed, { rng, other: seed });
    // The configuration is text of any kind inside; its length must stay.
    const text = new TextDecoder("latin1").decode(seed);
    const at = text.indexOf('{"class_name"');
    if (at < 0) return mutateBytes(seed, { rng, other: seed });
    const end = text.indexOf("\0", at);
    const config = mutateText(text.slice(at, end), rng).slice(0, end - at).padEnd(end - at);
    return Uint8Array.from(
      text.slice(0, at) + config + text.slice(end),
      (character) => character.charCodeAt(0),
    );
  },
  async read(path) {
    try {
      await inspectH5(path);
    } catch (error) {
      // What cannot be listed cannot be loaded; the error of loading is the one that is judged.
      if (!(error instanceof Error)) throw error;
    }
    return await load(path);
  },
};

/** Keras 3's `.keras`. */
export const keras: FuzzTarget = {
  name: ".keras",
  ending: ".keras",
  seeds: () => fixtures("nested.k3.keras", "model_1.k3.keras", "words.k3.keras"),
  mutate(seed, rng) {
    if (rng.next() < 0.5) return mutateBytes(seed, { rng, other: seed });
    const entries = unzipSync(seed);
    const name = pick(Object.keys(entries), rng);
    entries[name] = changed(name, entries[name], rng);
    return zipSync(entries, { level: rng.next() < 0.5 ? 0 : 6 });
  },
  read: load,
};

function changed(name: string, bytes: Uint8Array, rng: Rng): Uint8Array<ArrayBuffer> {
  if (name.endsWith(".json")) return strToU8(mutateText(strFromU8(bytes), rng));
  return mutateBytes(bytes, { rng, other: bytes });
}
