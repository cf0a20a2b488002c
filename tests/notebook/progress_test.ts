import { match, ok, strictEqual } from "node:assert/strict";
import type { EpochLog } from "#lib/core/results.ts";
import { liveCurves } from "#lib/notebook/live_curves.ts";
import { ProgressLine } from "#lib/notebook/progress_line.ts";

Deno.test("in a terminal the bar is rewritten within the line, and notes stay", () => {
  let text = "";
  const line = new ProgressLine({ terminal: true, columns: 60, write: (more) => text += more });
  line.update("model_1: epoch 1 of 5 · loss 1.234", 0.5);
  line.update(`long ${"x".repeat(100)}`, 0.6);
  for (const drawn of text.split("\r\x1b[K")) ok(drawn.length < 60, drawn);
  match(text, /━+╌+ model_1: epoch 1 of 5/);
  line.note("epoch 1 is through");
  ok(text.endsWith("\r\x1b[Kepoch 1 is through\n"));
});

Deno.test("in a file only what stays is written", () => {
  let text = "";
  const line = new ProgressLine({ terminal: false, write: (more) => text += more });
  line.update("epoch 1", 0.5);
  line.note("epoch 1 is through");
  line.end("done");
  strictEqual(text, "epoch 1 is through\ndone\n");
});

Deno.test("live curves are sound from the first epoch on", () => {
  const log = (epoch: number, more: Partial<EpochLog> = {}): EpochLog => ({
    epoch,
    loss: 2 / epoch,
    accuracy: 1 - 0.8 / epoch,
    learningRate: 0.001,
    seconds: 1,
    ...more,
  });
  const one = liveCurves([log(1)], { planned: 5 });
  const two = liveCurves([log(1, { validationLoss: 2.5 }), log(2, { validationLoss: 1.5 })], {
    planned: 1,
  });
  for (const svg of [one, two]) ok(!/NaN|Infinity|undefined/.test(svg), svg);
  strictEqual(one.match(/<polyline/g)?.length, 2);
  strictEqual(two.match(/<polyline/g)?.length, 3);
  match(two, /validation/);
});
