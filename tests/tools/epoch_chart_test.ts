import { chartTexts } from "#tools/readme.ts";
import { epochChart } from "#tools/readme/epoch_chart.ts";
import { match, ok, strictEqual } from "node:assert/strict";

const row = (work: string, system: string, threads: number, median: number) => ({
  ...{ work, system, threads },
  seconds: { min: median, median, runs: [median] },
  ratioToBest: 1,
});

Deno.test("README chart: an epoch is the images' batches times a system's best step", () => {
  const rows = [
    row("model_1", "engine", 1, 0.5),
    row("model_1", "engine", 2, 0.25),
    row("model_1", "tfjs-cpu", 1, 900),
    row("vgg", "engine", 2, 0.4),
  ];
  const svg = epochChart(rows);
  ok(svg);
  // 28,709 images are 113 batches of 256 and 225 of 128.
  match(svg, />28\.3 s</);
  match(svg, />90\.0 s</);
  match(svg, />28 h</);
});

Deno.test("README chart: none until both works have been measured", () => {
  strictEqual(epochChart([row("model_1", "engine", 2, 0.25)]), null);
});

Deno.test("README chart: the picture is what the committed result files say", () => {
  const { wanted, found } = chartTexts();
  strictEqual(found, wanted, "run `deno task readme`");
});
