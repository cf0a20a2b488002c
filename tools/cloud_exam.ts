/**
 * How a model of 3-D faces does on people whom its training knows nothing of: identities and movements
 * of a statistical face model, posed by recipes of their own. Prints the report as JSON.
 *
 *     deno run -A tools/cloud_exam.ts --model NAME [--calibrate neutral] [--people N] [--seed S] [--one-grid]
 *
 * Needs `ict_face/ict_on_arkit1220.npz` in the data folder (`MIEN_DATA`, or `data/`).
 */
import { parseArgs } from "node:util";
import { dataFolder } from "#lib/data/folder.ts";
import { closeEngine } from "#lib/engine/choose.ts";
import { ONE_GRID } from "#lib/eval/predict_clouds.ts";
import { report } from "#lib/eval/report.ts";
import { cloudClassifier } from "./cli/cloud_classifier.ts";
import { posedYardstick } from "./synthetic/posed_yardstick.ts";
import { faceModel } from "./synthetic/yardsticks.ts";

const { values } = parseArgs({
  options: {
    model: { type: "string" },
    calibrate: { type: "string" },
    people: { type: "string", default: "60" },
    seed: { type: "string", default: "exam" },
    threads: { type: "string" },
    "one-grid": { type: "boolean" },
  },
});
if (!values.model) throw new Error("--model NAME is needed");
const model = await faceModel(dataFolder());
if (!model) throw new Error(`there is no ict_face/ict_on_arkit1220.npz in ${dataFolder()}`);
const faces = posedYardstick(model, { people: Number(values.people), seed: values.seed! });
const grids = values["one-grid"] ? ONE_GRID : undefined;
const classify = await cloudClassifier(values.model, { ...values, grids });
const probabilities = await classify(faces);
closeEngine();
const { name, synthetic, y } = faces;
console.log(
  JSON.stringify(report(probabilities, y, { data: name, synthetic }), null, 2),
);
