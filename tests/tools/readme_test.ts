import { match, strictEqual } from "node:assert/strict";
import { measuredPages } from "#tools/readme.ts";
import { benchTables } from "#tools/readme/bench_tables.ts";
import { lossCurvePart } from "#tools/readme/loss_curve.ts";
import { type PeopleFile, peopleSentence, peopleTable } from "#tools/readme/people.ts";

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
  const block = benchTables([file("2026-01-01", 0.5), file("2026-02-01", 0.25)]).join("\n");
  match(block, /2026-02-01/);
  match(block, /\| 250 ms \|/);
  strictEqual(block.includes("2026-01-01"), false);
});

Deno.test("README: people have a table of their own, with what the gain is made of", () => {
  const people: PeopleFile = {
    data: "some_faces",
    model: "model_2",
    base: 0.5,
    personal: 0.75,
    gain: 0.25,
    interval: [0.1, 0.4],
    n: 16,
    people: [{ person: "anna", base: 0.5, personal: 0.75, n: 16, interval: [0.476, 0.927] }],
    parts: { baseOfSeven: 0.4, baseTogether: 0.6, personalAlone: 0.55 },
  };
  const words = peopleSentence(people);
  match(
    words,
    /some_faces: 16 photos of 1 people.*50\.0% are right.*75\.0%.*25\.0 points \(95% over people: 10\.0 to 40\.0\)/s,
  );
  match(words, /60\.0%.*55\.0%/s);
  match(peopleTable(people), /\| anna \| 16 \| 50\.0% \| 75\.0% \(47\.6–92\.7%\) \|/);
});

Deno.test("benchmarks: how far losses lie from Keras's, beside how far Keras's lie from each other", () => {
  const row = (name: string, rootMeanSquare: number) => (
    { name, rootMeanSquare, largest: 0.03, lastTen: 1.5 }
  );
  const rows = [
    row("Keras, 1 thr", 0.011),
    row("Keras, 2 thr", 0.013),
    row("engine, 2 thr", 0.012),
  ];
  const [words, table] = lossCurvePart({ steps: 100, batch: 256, rows });
  match(
    words,
    /100 steps of 256 .* Its runs lie 0\.0110 to 0\.0130 nats .* this engine's 0\.0120 from/,
  );
  match(table, /\| engine, 2 thr \| 0\.0120 \| 0\.0300 \| 1\.5000 \|/);
});

Deno.test("README and benchmarks: the measured parts are what the committed result files say", async () => {
  for (const { path, wanted, found } of await measuredPages()) {
    strictEqual(found, wanted, `${path}: run \`deno task readme\``);
  }
});
