import { cpus } from "node:os";
import * as tf from "@tensorflow/tfjs";
import { bytes, percent, percentInterval } from "#lib/core/format.ts";
import type { EvaluationReport } from "#lib/core/results.ts";
import type { Dataset } from "#lib/data/dataset.ts";
import { partOf } from "#lib/data/part_of.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { report } from "#lib/eval/report.ts";
import { ProgressLine } from "#lib/notebook/progress_line.ts";
import { median } from "#lib/core/median.ts";
import { faceApi } from "../bench/peers/face_api.ts";
import { fer } from "../bench/peers/fer.ts";
import { human } from "../bench/peers/human.ts";
import { mien } from "../bench/peers/mien.ts";
import type { Peer } from "../bench/peers/peer.ts";
import { loadData } from "./cli/load_data.ts";
import { runCommand, type Values } from "./cli/run_command.ts";
import type { Latency, PeerRow } from "./peers/peer_row.ts";

const HELP = `deno task peers [--data FILE] [--usage PublicTest] [--json] [--save]

Judges this project's models of images beside ready-made ones: the emotion networks of npm's
@vladmandic/human and @vladmandic/face-api, and of PyPI's fer where MIEN_PYTHON names a Python that
has it. Each gets the same 48 x 48 images and scales them as it was trained; none was trained on the
judged rows knowingly, but where the peers took their training rows from is not known.

Latency is from an array to an array, one image at a time, in turns, all on TensorFlow.js's wasm
backend; this project's models on its own engine as well.

  --data FILE       a FER2013 file (default: the data folder, MIEN_DATA or data/)
  --usage USAGE     the rows of one usage (default: PublicTest)
  --json            print the result as JSON
  --save            also write it to bench/results/peers/DATE.json
  --help            this text
`;

const OPTIONS = {
  data: { type: "string" },
  usage: { type: "string" },
  json: { type: "boolean" },
  save: { type: "boolean" },
} as const;

const OURS = ["model_2", "model_tiny"];
const BATCH = 64;
const TURNS = 40;
const SIDE = 48;

await runCommand({ name: "peers", help: HELP, options: OPTIONS, run });

async function run(values: Values<typeof OPTIONS>): Promise<void> {
  const { usage = "PublicTest" } = values;
  const samples = partOf(await loadData(values.data), { usage });
  await chooseEngine({ prefer: "wasm" });
  const found = [
    ...await Promise.all(OURS.map(mien)),
    await human(),
    await faceApi(),
    await fer(),
  ].filter((peer) => peer !== undefined);
  const reports: EvaluationReport[] = [];
  for (const peer of found) reports.push(await judge(peer, samples));
  const onWasm = timeInTurns(found);
  closeEngine();
  await chooseEngine();
  const own = (await Promise.all(OURS.map(mien))).filter((peer) => peer !== undefined);
  const onEngine = timeInTurns(own);
  const rows: PeerRow[] = found.map(({ name, origin, bytes, parameters }, i) => {
    const engine = own.findIndex((peer) => peer.name === name);
    const { accuracy, interval, leakFree, macroF1, n } = reports[i];
    const latency = { wasm: onWasm[i], ...(engine >= 0 && { engine: onEngine[engine] }) };
    const judged = { accuracy, interval, leakFree, macroF1, n };
    return { name, origin, bytes, parameters, report: judged, latency };
  });
  const date = new Date().toISOString().slice(0, 10);
  const result = {
    machine: { cpu: cpus()[0].model.trim(), cores: cpus().length },
    date,
    data: samples.name,
    rows,
  };
  if (values.save) {
    const folder = new URL("../bench/results/peers/", import.meta.url);
    await Deno.mkdir(folder, { recursive: true });
    const text = JSON.stringify(
      result,
      (_, value) => typeof value === "number" ? Number(value.toPrecision(6)) : value,
      2,
    );
    await Deno.writeTextFile(new URL(`${date}.json`, folder), `${text}\n`);
  }
  console.log(values.json ? JSON.stringify(result) : asText(rows));
}

async function judge(
  { name, predict }: Peer,
  { name: data, x, y, leaked, synthetic }: Dataset<Uint8Array>,
): Promise<EvaluationReport> {
  const line = new ProgressLine();
  const probabilities: number[] = [];
  for (let start = 0; start < y.length; start += BATCH) {
    const end = Math.min(start + BATCH, y.length);
    const part = x.subarray(start * SIDE * SIDE, end * SIDE * SIDE);
    const scores = tf.tidy(() => asShares(predict(asInput(part, end - start))));
    probabilities.push(...await scores.data());
    scores.dispose();
    line.update(`${name} · ${end} of ${y.length} images`, end / y.length);
  }
  line.note(`${name}: judged`);
  return report(probabilities, y, { data, synthetic, leaked });
}

function asInput(pixels: Uint8Array, n: number): tf.Tensor4D {
  return tf.tensor4d(Float32Array.from(pixels, (grey) => grey / 255), [n, SIDE, SIDE, 1]);
}

/** Some of the peers give scores that do not sum to 1. */
function asShares(scores: tf.Tensor2D): tf.Tensor2D {
  return tf.div(scores, tf.sum(scores, 1, true));
}

function timeInTurns(peers: readonly Peer[]): Latency[] {
  const pixels = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => i % 256);
  const answer = ({ predict }: Peer) => {
    const start = performance.now();
    tf.tidy(() => predict(asInput(pixels, 1)).dataSync());
    return (performance.now() - start) / 1000;
  };
  const times = peers.map((): number[] => []);
  for (let turn = 0; turn < TURNS + 5; turn++) {
    peers.forEach((peer, i) => {
      const seconds = answer(peer);
      // The first turns warm caches and compilers up.
      if (turn >= 5) times[i].push(seconds);
    });
  }
  return times.map((runs) => ({ min: Math.min(...runs), median: median(runs) }));
}

function asText(rows: readonly PeerRow[]): string {
  const milliseconds = (latency?: Latency) =>
    latency ? `${(latency.median * 1000).toFixed(2)} ms` : "–";
  return rows.map(({ name, bytes: size, report: { accuracy, interval, leakFree }, latency }) =>
    [
      name.padEnd(18),
      `${percent(accuracy)} (${percentInterval(interval)})`.padEnd(22),
      `leak-free ${percent(leakFree?.accuracy ?? null)}`.padEnd(18),
      bytes(size).padEnd(10),
      `wasm ${milliseconds(latency.wasm)}`.padEnd(16),
      `engine ${milliseconds(latency.engine)}`,
    ].join("")
  ).join("\n");
}
