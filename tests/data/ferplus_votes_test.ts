import { deepStrictEqual, rejects } from "node:assert/strict";
import { ferPlusVotes } from "#lib/data/ferplus_votes.ts";
import { assertAllClose } from "../support/assert_all_close.ts";
import { withFile } from "./support.ts";

const HEADER =
  "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF";
const GOOD = [
  HEADER,
  "Training,fer0000000.png,4,0,0,1,3,2,0,0,0,0",
  "Training,fer0000001.png,0,0,0,0,0,0,0,0,0,10",
  "PublicTest,fer0028638.png,0,8,0,0,0,0,1,1,0,0",
  "PrivateTest,fer0032220.png,1,1,1,1,1,1,1,1,1,1",
];
const known = { hashes: Float64Array.of(11, 22), validation: new Set<number>() };
const images = (usage: number[], hashes: number[]) => ({
  rows: { usage: Uint8Array.from(usage) },
  hashes: Float64Array.from(hashes),
  known,
});
const whole = images([1, 0, 0], [5, 11, 22]);

async function votes(lines: readonly string[], of = whole) {
  return await withFile("fer2013new.csv", lines.join("\n"), (path) => ferPlusVotes(path, of));
}

Deno.test("votes are shares of all votes, in the order of our labels, by place within the usage", async () => {
  const shares = await votes(GOOD);
  // angry, disgust, fear, happy, sad, surprise, neutral
  assertAllClose(shares.subarray(0, 7), [0, 0, 0.1, 0.8, 0, 0, 0]);
  assertAllClose(shares.subarray(7, 14), [0.3, 0.2, 0, 0, 0.1, 0, 0.4]);
  deepStrictEqual([...shares.subarray(14)], [0, 0, 0, 0, 0, 0, 0]);
  deepStrictEqual(await votes([GOOD.join("\r\n") + "\r\n"]), shares);
});

Deno.test("votes are not given to rows that they may not belong to", async () => {
  await rejects(votes(GOOD, images([0], [11])), /1 Training rows here, 2 there.*leave them out/);
  await rejects(votes(GOOD, images([0, 0], [22, 11])), /Training row 0 is another image there/);
  await rejects(votes(GOOD, images([0, 0, 0], [11, 22, 11])), RangeError);
  await rejects(votes(GOOD, images([1, 1], [5, 6])), /2 PublicTest rows here, 1 there/);
});

for (
  const [what, line, message] of [
    ["usage", "Test,a.png,4,0,0,1,3,2,0,0,0,0", /unknown usage "Test".*line 3/],
    ["count", "Training,a.png,4,0,0,1,3,2,0,0,0", /9 votes, not 10.*line 3/],
    ["number", "Training,a.png,4,0,0,1,3,2,0,0,x,0", /"x" is no number of votes.*line 3/],
    ["sum", "Training,a.png,0,0,0,0,0,0,0,0,0,0", /no votes at all.*line 3/],
  ] as const
) {
  Deno.test(`a bad line of votes is refused: ${what}`, async () => {
    const lines = GOOD.with(2, line);
    await rejects(votes(lines), message);
    await rejects(votes(lines), SyntaxError);
  });
}

Deno.test("another file is not taken for votes", async () => {
  await rejects(votes(["emotion,pixels,Usage"]), /this is not FER\+'s header.*line 1/);
});
