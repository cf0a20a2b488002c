import * as tf from "@tensorflow/tfjs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { messageOf } from "#lib/core/errors.ts";
import { statIfThere } from "#lib/core/stat_if_there.ts";
import { loadModel } from "#lib/keras/load_model.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { filesMemory } from "../bench/keras_files.ts";
import { formatMarkdown } from "./cli/format_markdown.ts";
import { type Cell, crossCheckPage, crossCheckTable, type Row } from "./keras/cross_check_page.ts";
import { largestDifference, referencePredictions } from "./keras/reference.ts";

const HELP = `deno task cross-check [--json] [--page] [--write]

Models of every kind go both ways between this library and real Keras; what they predict must agree.

  MIEN_PYTHON          a Python with Keras 3
  MIEN_PYTHON_KERAS2   a Python with Keras 2.15
  --json               print the table as JSON
  --page               also write docs/keras_files.md, with the memory that model_1 takes
  --write              also renew tests/fixtures/keras

Either Python may be missing; its columns are then empty. Ends with 1 where a difference is larger
than ${1e-6}.`;

const LIMIT = 1e-6;
const SCRIPT = fileURLToPath(new URL("../tests/reference/keras_models.py", import.meta.url));
const PAGE = new URL("../docs/keras_files.md", import.meta.url);
const FIXTURES = fileURLToPath(new URL("../tests/fixtures/keras/", import.meta.url));

type Predictions = Record<string, number[][] | string>;

async function python(executable: string, command: string, folder: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(executable, {
    args: [SCRIPT, command, folder],
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`${executable}: ${new TextDecoder().decode(stderr).slice(-2000)}`);
  return new TextDecoder().decode(stdout);
}

async function compare(path: string, expected: number[][] | string): Promise<Cell> {
  if (typeof expected === "string") return expected;
  let model: tf.LayersModel | undefined;
  try {
    model = await loadModel(path);
    return largestDifference(await referencePredictions(model), expected);
  } catch (error) {
    return messageOf(error);
  } finally {
    model?.dispose();
  }
}

/** Keras's files, read here and saved again for Keras. */
async function readAndReturn(major: 2 | 3, folder: string, out: string): Promise<Row[]> {
  const told: Predictions = JSON.parse(
    await Deno.readTextFile(`${folder}/predictions.k${major}.json`),
  );
  const rows: Row[] = [];
  for (const [kind, expected] of Object.entries(told)) {
    for (const ending of ["h5", "keras"]) {
      const path = `${folder}/${kind}.k${major}.${ending}`;
      if (!statIfThere(path)) continue;
      const direction = `Keras ${major} .${ending} → here`;
      rows.push({ kind, direction, difference: await compare(path, expected) });
    }
    try {
      const model = await loadModel(`${folder}/${kind}.k${major}.h5`);
      // The one activation that the two versions compute differently.
      const reader = kind === "hard_sigmoid" ? major : undefined;
      await saveModelH5(model, `${out}/${kind}.from${major}.h5`, { reader });
      model.dispose();
    } catch (error) {
      rows.push({ kind, direction: `Keras ${major} → here → .h5`, difference: messageOf(error) });
    }
  }
  return rows;
}

/** A model born here, with TensorFlow.js's own layers. */
async function saveOwn(out: string): Promise<Record<string, number[][]>> {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [16, 16, 1], filters: 4, kernelSize: 5, activation: "relu" }),
      tf.layers.batchNormalization(),
      tf.layers.maxPooling2d({ poolSize: 5, strides: 2 }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 16, activation: "relu", kernelRegularizer: "l1l2" }),
      tf.layers.dense({ units: 7, activation: "softmax" }),
    ],
  });
  await saveModelH5(model, `${out}/born_here.from0.h5`, {
    state: { arrays: { moment: Float32Array.of(1, 2) }, json: { epoch: 1 } },
  });
  return { born_here: await referencePredictions(model) };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      json: { type: "boolean" },
      page: { type: "boolean" },
      write: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const pythons = ([[2, "MIEN_PYTHON_KERAS2"], [3, "MIEN_PYTHON"]] as const)
    .flatMap(([major, name]) => {
      const path = Deno.env.get(name);
      return path ? [{ major, path }] : [];
    });
  if (pythons.length === 0) throw new RangeError("no Keras: set MIEN_PYTHON or MIEN_PYTHON_KERAS2");
  await tf.setBackend("cpu");
  const folder = await Deno.makeTempDir({ prefix: "cross-check" });
  const out = `${folder}/out`;
  await Deno.mkdir(out);
  const rows: Row[] = [];
  const expected: Record<string, Predictions> = { 0: await saveOwn(out) };
  for (const { major, path } of pythons) {
    console.error(`Keras ${major} makes its models`);
    await python(path, "make", folder);
    rows.push(...await readAndReturn(major, folder, out));
    expected[major] = JSON.parse(await Deno.readTextFile(`${folder}/predictions.k${major}.json`));
  }
  for (const { major, path } of pythons) {
    console.error(`Keras ${major} reads what was saved here`);
    const line = (await python(path, "predict", out)).split("\n")
      .find((text) => text.startsWith("PREDICTIONS "));
    const told: Predictions = JSON.parse(line?.slice("PREDICTIONS ".length) ?? "{}");
    for (const [name, found] of Object.entries(told)) {
      const [kind, from] = [name.split(".")[0], name.split(".")[1].slice("from".length)];
      if (kind === "hard_sigmoid" && Number(from) !== major) continue;
      const wanted = expected[from][kind] as number[][];
      const difference = typeof found === "string" ? found : largestDifference(found, wanted);
      const source = from === "0" ? "here" : `Keras ${from} → here`;
      rows.push({ kind, direction: `${source} → Keras ${major}`, difference });
    }
  }
  console.log(values.json ? JSON.stringify(rows, null, 2) : crossCheckTable(rows));
  const bad = rows.filter(({ difference }) => !(Number(difference) <= LIMIT));
  if (values.write && bad.length === 0) {
    for (const { name } of [...Deno.readDirSync(folder)].filter((entry) => entry.isFile)) {
      await Deno.copyFile(`${folder}/${name}`, `${FIXTURES}${name}`);
    }
  }
  if (values.page) await writePage(rows, pythons.map(({ path }) => path));
  await Deno.remove(folder, { recursive: true });
  if (bad.length > 0) console.error(`${bad.length} of ${rows.length} differ by more than ${LIMIT}`);
  return bad.length > 0 ? 1 : 0;
}

async function writePage(rows: readonly Row[], pythons: readonly string[]): Promise<void> {
  const versions = await Promise.all(pythons.map(kerasVersion));
  const page = crossCheckPage(rows, await filesMemory(), {
    versions: [...versions, `Deno ${Deno.version.deno}`, `TensorFlow.js ${tf.version.tfjs}`],
    limit: LIMIT,
    date: new Date().toISOString().slice(0, 10),
  });
  await Deno.writeTextFile(PAGE, await formatMarkdown(page));
}

async function kerasVersion(executable: string): Promise<string> {
  const script = `import importlib.metadata as m
found = {d.metadata["Name"].replace("_", "-"): d.version for d in m.distributions()}
tensorflow = found.get("tensorflow-cpu", found.get("tensorflow"))
print(f"Keras {found['keras']} on TensorFlow {tensorflow}")`;
  const { stdout } = await new Deno.Command(executable, { args: ["-c", script] }).output();
  return new TextDecoder().decode(stdout).trim();
}

if (import.meta.main) Deno.exit(await main());
