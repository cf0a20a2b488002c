/**
 * How real the synthetic faces are: their measures beside those of real faces and of a yardstick,
 * as Markdown (or JSON with `--json`) on stdout.
 *
 *     deno run --allow-read --allow-env tools/synthetic_report.ts [--people N] [--seed S] [--json]
 *
 * Reads, where present in the data folder: `iPhoneX/faces.py` (real ARKit clouds) and
 * `ict_face/ict_on_arkit1220.npz` (a statistical face model in ARKit's layout). Neither is needed.
 */
import { parseArgs } from "node:util";
import { dataFolder } from "#lib/data/folder.ts";
import { syntheticReport } from "./synthetic/report.ts";
import { reportMarkdown } from "./synthetic/markdown.ts";

const { values } = parseArgs({
  options: {
    people: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
const people = Number(values.people);
const report = await syntheticReport({ people, seed: values.seed!, folder: dataFolder() });
console.log(values.json ? JSON.stringify(report, null, 2) : reportMarkdown(report));
