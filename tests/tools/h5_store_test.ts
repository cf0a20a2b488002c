import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { fit } from "#lib/train/fit.ts";
import type { FitOptions } from "#lib/train/fit_options.ts";
import { readWeights } from "#lib/train/weights.ts";
import { h5Store } from "#tools/cli/h5_store.ts";
import { toyModel, toySource } from "../train/toy.ts";

Deno.test("a run resumed from .h5 files equals the uninterrupted one to the last bit", async () => {
  const setup: FitOptions = {
    epochs: 3,
    seed: 1,
    validation: toySource({ seed: 2 }),
    average: { decay: 0.9 },
    restoreBest: true,
    resume: true,
  };
  const whole = toyModel();
  const history = await fit(whole, toySource(), setup);
  const folder = await Deno.makeTempDir();
  let batches = 0;
  for (const stopAt of [2, 5, Infinity]) {
    const stop = new AbortController();
    const model = toyModel({ seed: 9 + stopAt });
    // The first run starts as the whole one did; the others take their weights from the file.
    if (stopAt === 2) model.setWeights(toyModel().getWeights());
    const { stopped, bestEpoch } = await fit(model, toySource(), {
      ...setup,
      store: h5Store(folder),
      signal: stop.signal,
      onBatch: () => ++batches === stopAt ? stop.abort() : undefined,
    });
    strictEqual(stopped, stopAt === Infinity ? "finished" : "interrupted");
    if (stopAt === Infinity) {
      strictEqual(bestEpoch, history.bestEpoch);
      deepStrictEqual(await readWeights(model), await readWeights(whole));
    }
  }
  deepStrictEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
    "best.h5",
    "last.h5",
  ]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a store says what it has, and refuses a model without a state", async () => {
  const folder = await Deno.makeTempDir();
  const store = h5Store(folder);
  strictEqual(await store.has("last"), false);
  strictEqual(await store.load("last"), undefined);
  await saveModelH5(toyModel(), `${folder}/last.h5`);
  strictEqual(await store.has("last"), true);
  await rejects(store.load("last"), { name: "SyntaxError", message: /no checkpoint/ });
  await Deno.remove(folder, { recursive: true });
});
