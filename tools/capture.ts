import { resolve } from "node:path";
import type { LayersModel } from "@tensorflow/tfjs";
import { interruptible } from "#lib/notebook/interruptible.ts";
import { serveCapture } from "./capture/serve_capture.ts";
import { loadModel } from "./cli/load_model.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { ENGINE_HELP, ENGINE_OPTIONS, startEngine } from "./cli/start_engine.ts";
import { wholeNumber } from "./cli/whole_number.ts";

const HELP = `deno task capture [--out DIR] [--model PATH] [--port N] [--json]

Opens a page that leads through fourteen photos of one's own face: seven expressions, twice. It shows
what to do, takes the photos from the camera or from files, cuts the faces out and saves
DIR/train/EMOTION.png and DIR/test/EMOTION.png, each photo beside its crop. The page is served to this
machine only, and no photo leaves it.

  --out DIR         where the photos go (default: personal in the data folder, MIEN_DATA or data/)
  --model PATH      whose probabilities are shown live (default: model_tiny, if it is there)
  --port N          port on 127.0.0.1 (default: any that is free)
${ENGINE_HELP}
  --json            print {url, folder} as JSON
  --help            this text

Ctrl-C ends it.
`;

const OPTIONS = {
  out: { type: "string" },
  model: { type: "string" },
  port: { type: "string" },
  json: { type: "boolean" },
  ...ENGINE_OPTIONS,
} as const;

await runCommand({ name: "capture", help: HELP, options: OPTIONS, run });

async function run(values: Values<typeof OPTIONS>): Promise<void> {
  const port = wholeNumber("port", values.port);
  if (port !== undefined && port > 65535) throw new UsageError("--port is 65535 at most");
  await startEngine(values);
  const folder = resolve(values.out ?? `${Deno.env.get("MIEN_DATA") || "data"}/personal`);
  const model = await findModel(values.model);
  const server = await serveCapture({ folder, port, model });
  console.error(`Photos go to ${folder}. Ctrl-C ends the page.`);
  console.log(values.json ? JSON.stringify({ url: server.url, folder }) : server.url);
  await interruptible((signal) =>
    new Promise<void>((done) => signal.addEventListener("abort", () => done(), { once: true }))
  );
  await server.close();
  model?.network.dispose();
}

/** The named model, or model_tiny where it is there; a name that leads nowhere is an error. */
async function findModel(
  name?: string,
): Promise<{ name: string; network: LayersModel } | undefined> {
  try {
    return { name: name ?? "model_tiny", network: await loadModel(name ?? "model_tiny") };
  } catch (error) {
    if (name !== undefined || !(error instanceof Deno.errors.NotFound)) throw error;
    console.error("model_tiny is not there: the page shows no live probabilities.");
    return undefined;
  }
}
