import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { classHistogram } from "#lib/plots/class_histogram.ts";
import { confusionMatrix } from "#lib/plots/confusion_matrix.ts";
import { emotionPrediction } from "#lib/plots/emotion_prediction.ts";
import { pictureUri } from "#lib/plots/picture.ts";
import { predictionGallery } from "#lib/plots/prediction_gallery.ts";
import { sampleGrid } from "#lib/plots/sample_grid.ts";
import { textWidth } from "#lib/plots/text_width.ts";
import { EMOTION_PALETTE } from "#lib/plots/theme.ts";
import { trainingCurves } from "#lib/plots/training_curves.ts";
import { decode } from "fast-png";
import { confusion, disc, examples, history, probabilities, real, synthetic } from "./examples.ts";

// deno-lint-ignore no-explicit-any
type Loose = any;

Deno.test("confusion matrix: rows of shares sum to 1, labels in the order of EMOTIONS", () => {
  const [cells] = confusionMatrix(confusion, { source: real }).data as Loose[];
  deepStrictEqual(cells.x, [...EMOTIONS]);
  deepStrictEqual(cells.y.map((name: string) => name.split(" ")[0]), [...EMOTIONS]);
  for (const row of cells.z) {
    const sum = row.reduce((a: number, b: number) => a + b, 0);
    ok(Math.abs(sum - 1) < 1e-3);
  }
  const counts = cells.text.flat().map((text: string) => Number(text.split(", ")[1]));
  deepStrictEqual(counts, confusion.flat());
});

Deno.test("confusion matrix: an absent class has no shares, not zeros", () => {
  const empty = confusion.map((row, i) => i === 1 ? row.map(() => 0) : row);
  const [cells] = confusionMatrix(empty, { source: real }).data as Loose[];
  deepStrictEqual(cells.z[1], Array(7).fill(null));
  throws(() => confusionMatrix([[1]], { source: real }), RangeError);
});

Deno.test("class histogram: panels hold their counts, one colour per expression", () => {
  const test = [5, 1, 5, 9, 6, 4, 6];
  const chart = classHistogram({ train: [0, 0, 0, 0, 0, 0, 0], test }, { source: synthetic });
  strictEqual(chart.data.length, 1, "an empty role has no panel");
  const [bars] = chart.data as Loose[];
  deepStrictEqual([bars.x, bars.y, bars.marker.color], [test, [...EMOTIONS], EMOTION_PALETTE]);
  throws(() => classHistogram({ test: [1, 2] }, { source: real }), /test: 2 counts, expected 7/);
});

Deno.test("training curves: without validation two lines, and no line for an unknown best", () => {
  const epochs = history.epochs.map(({ validationLoss: _l, validationAccuracy: _a, ...log }) =>
    log
  );
  const chart = trainingCurves({ ...history, epochs, bestEpoch: 9 }, { source: real });
  strictEqual(chart.data.length, 2);
  deepStrictEqual(chart.layout.shapes, []);
  throws(() => trainingCurves({ ...history, epochs: [] }, { source: real }), RangeError);
});

Deno.test("class scores: an absent class has no dots", () => {
  const dots = examples().class_scores.data.filter((trace: Loose) => trace.mode === "markers");
  for (const trace of dots as Loose[]) strictEqual(trace.x[6], null);
});

Deno.test("emotion prediction: names the largest probability", () => {
  const chart = emotionPrediction(disc(9), new Float32Array(probabilities), { source: synthetic });
  match((chart.layout.title as Loose).text, /Predicted expression: happy/);
  match((chart.layout.title as Loose).text, /synthetic faces/);
  throws(() => emotionPrediction(disc(9), [1], { source: real }), RangeError);
});

Deno.test("prediction gallery: label → prediction, probability", () => {
  const chart = predictionGallery([{ picture: disc(9), label: 4, probabilities }], {
    source: real,
    kind: "most unsure",
  });
  const [captions] = chart.data as Loose[];
  deepStrictEqual(captions.text, ["<b>sad</b> → happy<br>70%"]);
  throws(
    () =>
      predictionGallery([{ picture: disc(9), label: 7, probabilities, id: "x/1" }], {
        source: real,
        kind: "most wrong",
      }),
    /x\/1: needs 7/,
  );
});

Deno.test("sample grid: pictures are the pixels that were given", () => {
  const chart = sampleGrid([{ picture: disc(99), caption: "a" }], { source: real });
  const [image] = chart.layout.images as Loose[];
  const png = decode(Uint8Array.fromBase64(image.source.split(",")[1]));
  deepStrictEqual([...png.data], [...disc(99).pixels]);
  throws(() => pictureUri({ pixels: new Uint8Array(5), width: 2, height: 2 }), RangeError);
  throws(() => sampleGrid([], { source: real }), RangeError);
});

Deno.test("sample grid: no caption is wider than its picture's place", () => {
  const caption = "39 Nostril compressor, a long name";
  const samples = [0, 1, 2].map(() => ({ picture: disc(99), caption }));
  const [texts] = sampleGrid(samples, { source: real }).data as Loose[];
  strictEqual(texts.text[0].replaceAll("<br>", " "), caption);
  for (const line of texts.text[0].split("<br>")) ok(textWidth(line, 12) < 104, line);
});

Deno.test("text width: scales with size, bold is wider, every sign counts", () => {
  strictEqual(textWidth("", 12), 0);
  strictEqual(textWidth("ab", 20), 2 * textWidth("ab", 10));
  ok(textWidth("expression", 12, { bold: true }) > textWidth("expression", 12));
  ok(textWidth("→", 10) === 10 && textWidth("表", 10) === 10 && textWidth("ж", 10) > 0);
});
