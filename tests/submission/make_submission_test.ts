import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { formatNotebook, type Output } from "#lib/notebook/notebook_file.ts";
import type { Score } from "#lib/submission/judge_model.ts";
import { keepEvaluation } from "#lib/submission/keep_evaluation.ts";
import { makeSubmission } from "#lib/submission/make_submission.ts";
import { QUESTIONS } from "#lib/submission/questions.ts";
import { readEvaluation } from "#lib/submission/read_results.ts";
import { REQUIRED_MODELS } from "#lib/submission/required_models.ts";
import { display, evaluation, notebookOf, prose, shown } from "./support.ts";

type Content = string | Uint8Array;

async function project(files: Readonly<Record<string, Content>>): Promise<string> {
  const root = await Deno.makeTempDir({ prefix: "mien-submission-" });
  for (const [path, content] of Object.entries(files)) {
    await Deno.mkdir(`${root}/${path.replace(/\/?[^/]+$/, "")}`, { recursive: true });
    if (typeof content === "string") await Deno.writeTextFile(`${root}/${path}`, content);
    else await Deno.writeFile(`${root}/${path}`, content);
  }
  return root;
}

const score: Score = ({ evaluation }) => Promise.resolve(evaluation);

async function submit(files: Readonly<Record<string, Content>>) {
  const root = await project(files);
  try {
    return await makeSubmission({ root, dataFolder: `${root}/data`, name: "Ada", score });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

const CHAPTERS = ["01_facs", "02_setup", "03_images", "04_personal", "05_depth"];

const chapter = (name: string) =>
  formatNotebook(notebookOf(
    prose(`# ${name}`),
    shown([]),
    ...QUESTIONS.filter(({ notebook }) => notebook === name)
      .map(({ id }) => shown([display({ "text/plain": `answer to ${id}` })], `answer:${id}`)),
  ));

const WHOLE: Record<string, Content> = {
  "lib/data/a.ts": "export {};",
  "deno.json": "{}",
  "models/model_ec2/model.json": "{}",
  ...Object.fromEntries(CHAPTERS.map((name) => [`notebooks/${name}.ipynb`, chapter(name)])),
  ...Object.fromEntries(REQUIRED_MODELS.flatMap(({ name }) => [
    [`models/${name}/model.h5`, new Uint8Array(8)],
    [`models/${name}/evaluation.json`, JSON.stringify(evaluation)],
  ])),
  ...Object.fromEntries(
    ["train", "test"].flatMap((set) =>
      EMOTIONS.map((emotion) => [`data/personal/${set}/${emotion}.png`, new Uint8Array(4)])
    ),
  ),
};

const LEFT_OUT: Record<string, Content> = {
  "data/fer2013/fer2013.csv": "secret",
  "data/personal/train/happy.original.jpg": "secret",
  ".venv/bin/python": "",
  ".git/HEAD": "",
  "out/report.html": "",
  "checkpoints/a.h5": "",
  "models/model_1/model.h5.part": "",
  "notebooks/.01_facs.cells.ts": "",
  "notebooks/.ipynb_checkpoints/01_facs-checkpoint.ipynb": "",
};

Deno.test("a whole project is a complete submission, without environments and data", async () => {
  const { files, findings, zip } = await submit({ ...WHOLE, ...LEFT_OUT });
  const open = findings.filter(({ state }) => state === "missing" || state === "wrong");
  deepStrictEqual(open, []);
  const names = [...files.keys()];
  for (const { name } of REQUIRED_MODELS) ok(names.includes(`${name}.h5`), name);
  strictEqual(names.filter((name) => /^photos\/(train|test)\/\w+\.png$/.test(name)).length, 14);
  for (const name of ["write_up.pdf", "extra_credit.md", "code/lib/data/a.ts"]) {
    ok(names.includes(name), name);
  }
  for (const path of Object.keys(LEFT_OUT)) ok(!names.includes(`code/${path}`), path);
  ok(!names.some((name) => name.startsWith("code/data/")));
  const again = await submit({ ...LEFT_OUT, ...WHOLE });
  ok(zip.every((byte, i) => byte === again.zip[i]), "the same byte for byte");
});

Deno.test("what is missing is named in plain words, and the rest is packed", async () => {
  const { "models/model_3/model.h5": _, "data/personal/test/fear.png": __, ...rest } = WHOLE;
  const { files, findings } = await submit({
    ...rest,
    "notebooks/05_depth.ipynb": formatNotebook(notebookOf(prose("# 5"), {
      ...shown([]),
      execution_count: null,
    })),
  });
  const open = findings.filter(({ state }) => state === "missing").map(({ text }) => text);
  match(open[0], /model_3\.h5 is missing: notebook 04 makes it/);
  match(open[1], /1 of 14 photos are missing \(test\/fear\)/);
  match(open[2], /05_depth has not been run: run it \(deno task notebooks --only 05\)/);
  strictEqual(open.length, 3);
  ok(files.has("model_2.h5") && files.has("write_up.pdf"));
});

Deno.test("a notebook that was run but answers nothing is told what it lacks", async () => {
  const { findings } = await submit({
    ...WHOLE,
    "notebooks/03_images.ipynb": formatNotebook(notebookOf(prose("# 3"), shown([]))),
  });
  const [open] = findings.filter(({ state }) => state === "missing");
  match(open.text, /03_images has no answer to: model_1: its structure; .*answer:model-1-diagram/);
});

Deno.test("what a notebook shows tells whether it ran on synthetic faces, not what it says", async () => {
  const notesOf = async (...outputs: Output[]) => {
    const answers = QUESTIONS.filter(({ notebook }) => notebook === "03_images")
      .map(({ id }) => shown(outputs, `answer:${id}`));
    const { findings } = await submit({
      ...WHOLE,
      "notebooks/03_images.ipynb": formatNotebook(
        notebookOf(prose("Without data it runs on synthetic faces."), shown([]), ...answers),
      ),
    });
    return findings.filter(({ text }) => /synthetic faces/.test(text)).map(({ text }) => text);
  };
  deepStrictEqual(await notesOf(display({ "text/plain": "FER2013: 55%" })), []);
  deepStrictEqual(await notesOf(display({ "text/plain": "Synthetic faces: 46%" })), [
    "notebook 03_images was run on synthetic faces, in whole or in part",
  ]);
});

Deno.test("how a model was judged is kept beside it, where the write-up looks", async () => {
  const root = await project({ "models/model_1/model.h5": new Uint8Array(8) });
  strictEqual(await readEvaluation(root, "model_1"), null);
  keepEvaluation(`${root}/models/model_1`, evaluation);
  deepStrictEqual(await readEvaluation(root, "model_1"), evaluation);
  await Deno.remove(root, { recursive: true });
});

Deno.test("a copy that was not run gives way to one that was", async () => {
  const { findings } = await submit({
    "out/03_images.ipynb": chapter("03_images"),
    ...WHOLE,
    "notebooks/03_images.ipynb": formatNotebook(notebookOf(prose("# 3"), {
      ...shown([]),
      execution_count: null,
    })),
  });
  ok(!findings.some(({ state }) => state === "missing"));
});

Deno.test("of two copies of a notebook, the one that was saved last counts", async () => {
  const failed = shown([{ output_type: "error", ename: "E", evalue: "no", traceback: [] }]);
  const { findings } = await submit({
    ...WHOLE,
    "out/03_images.ipynb": formatNotebook(notebookOf(prose("# 3"), failed)),
  });
  ok(findings.some(({ state, text }) => state === "wrong" && /03_images ended in/.test(text)));
});
