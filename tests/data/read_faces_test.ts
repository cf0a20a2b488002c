import { deepStrictEqual, match, rejects, strictEqual } from "node:assert/strict";
import { cloudAt } from "#lib/data/cloud_at.ts";
import { FaceSamplesParser, type FoundCloud } from "#lib/data/face_samples_parser.ts";
import { readFaces } from "#lib/data/read_faces.ts";

const GOOD = `face_samples = {
  'a' : { # the first
    "happy": {"x": [-9.5E-2, 1, 2.5e-3,], "y": [0, 0.1, .2], "z": [1., 3, -4]},
    "neutral": {"x": [1], "y": [2], "z": [3]},
  },
}
`;

function parse(text: string, piece = 1 << 20): FoundCloud[] {
  const found: FoundCloud[] = [];
  const parser = new FaceSamplesParser("faces.py", (cloud) => found.push(cloud));
  const bytes = new TextEncoder().encode(text);
  for (let i = 0; i < bytes.length; i += piece) parser.push(bytes.subarray(i, i + piece));
  parser.end();
  return found;
}

Deno.test("a dict literal is read alike in pieces of any size", () => {
  const whole = parse(GOOD);
  deepStrictEqual(whole.map(({ sample, emotion }) => `${sample}/${emotion}`), [
    "a/happy",
    "a/neutral",
  ]);
  deepStrictEqual(
    whole[0].points,
    Float32Array.of(-0.095, 0, 1, 1, 0.1, 3, 0.0025, 0.2, -4),
  );
  for (const piece of [1, 2, 3, 7, 50]) deepStrictEqual(parse(GOOD, piece), whole);
});

Deno.test("line ends of Windows and of the first Macs change nothing", () => {
  for (const end of ["\r\n", "\r"]) {
    for (const piece of [1, 1 << 20]) {
      const found = parse(GOOD.replaceAll("\n", end), piece);
      deepStrictEqual(found.map(({ points }) => points), parse(GOOD).map(({ points }) => points));
    }
  }
});

const FAULTS: readonly (readonly [string, string, RegExp])[] = [
  ["1, 2.5e-3", "NaN, 2", /sample "a", emotion "happy", axis "x": point 2 is "NaN".*line 3/],
  ["0.1, .2", "0.1", /x, y and z have 3, 2, 3 numbers.*line 3/],
  ["happy", "glad", /sample "a": "glad" is no emotion/],
  [`"z": [1., 3, -4]`, `"y": [1]`, /axis "y" occurs twice/],
  ["neutral", "happy", /emotion "happy" occurs twice.*line 4/],
  ["},\n}\n", "", /ends too soon/],
  ["face_samples = {", "import os; {", /does not begin with a dict/],
];
for (const [from, to, message] of FAULTS) {
  Deno.test(`refused with its place: ${JSON.stringify(to)} for ${JSON.stringify(from)}`, async () => {
    await rejects(async () => await parse(GOOD.replace(from, to)), {
      name: "SyntaxError",
      message,
    });
  });
}

Deno.test("millimetres are converted and missing expressions said", async () => {
  const path = await Deno.makeTempFile({ suffix: ".py" });
  await Deno.writeTextFile(
    path,
    `{"s": {"happy": {"x": [0, 75, 150], "y": [0, 210, 100], "z": [0, 90, 0]}}}`,
  );
  const clouds = await readFaces(path);
  await Deno.remove(path);
  strictEqual(cloudAt(clouds, 0)[3], Math.fround(Math.fround(75) * 0.001));
  match(clouds.notes.join(" "), /look like millimetres.*"s" has no angry, disgust/);
});
