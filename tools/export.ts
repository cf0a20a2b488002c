import * as tf from "@tensorflow/tfjs";
import { replaceFile } from "#lib/core/replace_file.ts";
import { messageOf } from "#lib/core/errors.ts";
import { exportOnnx } from "#lib/keras/export_onnx.ts";
import { loadModel } from "./cli/load_model.ts";
import { withoutTelemetry } from "#lib/engine/native/without_telemetry.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { ENGINE_HELP, ENGINE_OPTIONS, startEngine } from "./cli/start_engine.ts";
import { largestDifference, referenceInputs, referencePredictions } from "./keras/reference.ts";

const HELP = `deno task export --model PATH --to onnx [--out FILE] [--json]

Writes a trained model as an ONNX file, for ONNX Runtime, Triton, KServe or a browser, and has ONNX
Runtime predict with it: the file is kept only where the predictions agree.

  --model PATH      an .h5 or .keras file, of Keras too, or the name of a trained model
  --to FORMAT       onnx
  --out FILE        where to (default: beside the model, ending in .onnx)
  --json            print what was written as JSON
${ENGINE_HELP}
  --help            this text
`;

const OPTIONS = {
  model: { type: "string" },
  to: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
  ...ENGINE_OPTIONS,
} as const;

/** The two compute in another order, in float32; what they say of a sample must still be equal. */
const LIMIT = 1e-5;

await runCommand({ name: "export", help: HELP, options: OPTIONS, run });

async function run(values: Values<typeof OPTIONS>): Promise<void> {
  if (!values.model) throw new UsageError("--model PATH is needed");
  if (values.to !== "onnx") throw new UsageError("--to onnx is the one format there is");
  await startEngine(values);
  const model = await loadModel(values.model);
  try {
    const out = values.out ?? `${withoutEnding(values.model)}.onnx`;
    const draft = `${out}.unchecked`;
    await exportOnnx(model, draft);
    const difference = await differenceOf(model, draft).catch(async (error) => {
      await Deno.remove(draft);
      throw error;
    });
    if (!(difference <= LIMIT)) {
      await Deno.remove(draft);
      throw new Error(
        `ONNX Runtime predicts otherwise, by up to ${difference}; nothing was written`,
      );
    }
    replaceFile(draft, out);
    const { size } = await Deno.stat(out);
    const report = { out, bytes: size, parameters: model.countParams(), difference };
    console.log(
      values.json
        ? JSON.stringify(report)
        : `${out}: ${
          (size / 1e6).toFixed(1)
        } MB, ${report.parameters} parameters; ONNX Runtime's ` +
          `predictions differ by at most ${difference.toExponential(1)}`,
    );
  } finally {
    model.dispose();
  }
}

function withoutEnding(path: string): string {
  return path.replace(/\.(h5|keras)$/, "");
}

async function differenceOf(model: tf.LayersModel, path: string): Promise<number> {
  let ort;
  try {
    withoutTelemetry();
    ort = await import("onnxruntime-node");
  } catch (error) {
    throw new Error(`ONNX Runtime does not start here: ${messageOf(error)}`, { cause: error });
  }
  const session = await ort.InferenceSession.create(path);
  const inputs = referenceInputs(model);
  const feeds = await Promise.all(inputs.map(async (input, i) => {
    const type = input.dtype === "int32" ? "int32" : "float32";
    const data = await input.data() as Float32Array;
    return [session.inputNames[i], new ort.Tensor(type, data, input.shape)] as const;
  }));
  const results = await session.run(Object.fromEntries(feeds));
  const rows = session.outputNames.map((name) => Array.from(results[name].data as Float32Array));
  await session.release();
  tf.dispose(inputs);
  return largestDifference(rows, await referencePredictions(model));
}
