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

Deno.test("README: the measured block is what the committed result files say", async () => {
  const { wanted, found } = await readmeTexts();
  strictEqual(found, wanted, "run `deno task readme`");
});
