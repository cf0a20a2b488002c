import { ok, strictEqual } from "node:assert/strict";
import { reportMarkdown } from "#tools/synthetic/markdown.ts";
import { syntheticReport } from "#tools/synthetic/report.ts";

Deno.test("synthetic report: measures the population where no real data lies", async () => {
  const report = await syntheticReport({ people: 6, seed: "1", folder: "no such folder" });
  strictEqual(report.sessions, 0);
  ok(report.identity.every(({ synthetic }) => synthetic > 0.5 && synthetic < 6));
  ok(report.expressions.every(({ synthetic }) => synthetic > 0.5 && synthetic < 12));
  ok(report.actionUnits.every(({ yardstick }) => yardstick === null));
  const { box, spacing, occupiedVoxels } = report.shapes["synthetic average"];
  ok(box[0][1] - box[0][0] > 140 && spacing > 3 && spacing < 4.5 && occupiedVoxels > 600);
  const text = reportMarkdown(report);
  ok(text.includes("| surprise |") && !text.includes("NaN") && !text.includes("yardstick"));
});
