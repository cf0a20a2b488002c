import { match, strictEqual } from "node:assert/strict";
import { readmeTexts } from "#tools/readme.ts";
import { measuredBlock } from "#tools/readme/measured.ts";

const file = (date: string, median: number) => ({
  date,
  machine: { cpu: "Test CPU", cores: 2, os: "linux x86_64" },
  rows: [{
    work: "model_1",
    system: "engine",
    threads: 2,
    seconds: { min: 0.2, median, runs: [median] },
    ratioToBest: 1,
  }],
});

Deno.test("README: of two results for one work the newer is shown", () => {
  const block = measuredBlock({ benches: [file("2026-01-01", 0.5), file("2026-02-01", 0.25)] });
  match(block, /2026-02-01/);
  match(block, /\| 250 ms \|/);
  strictEqual(block.includes("2026-01-01"), false);
});

Deno.test("README: people have a table of their own, with what the gain is made of", () => {
  const block = measuredBlock({
    people: [{
      data: "some_faces",
      model: "model_2",
      base: 0.5,
      personal: 0.75,
      gain: 0.25,
      interval: [0.1, 0.4],
      n: 16,
      people: [{ person: "anna", base: 0.5, personal: 0.75, n: 16, interval: [0.476, 0.927] }],
      parts: { baseOfSeven: 0.4, baseTogether: 0.6, personalAlone: 0.55 },
    }],
  });
  match(
    block,
    /some_faces: 16 photos of 1 people.*25\.0 points \(95% over people: 10\.0 to 40\.0\)/s,
  );
  match(block, /60\.0%.*55\.0%/s);
  match(block, /\| anna \| 16 \| 50\.0% \| 75\.0% \(47\.6–92\.7%\) \|/);
});

Deno.test("README: the measured block is what the committed result files say", async () => {
  const { wanted, found } = await readmeTexts();
  strictEqual(found, wanted, "run `deno task readme`");
});
