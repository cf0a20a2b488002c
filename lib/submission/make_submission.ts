import { messageOf } from "../core/errors.ts";
import { bundle, type Files, holds } from "./bundle.ts";
import { codeFiles } from "./code_files.ts";
import { type ExecutedNotebook, runState } from "./executed_notebook.ts";
import { executedNotebooks } from "./executed_notebooks.ts";
import { extraCreditNotes } from "./extra_credit.ts";
import type { Finding } from "./finding.ts";
import { judgeModel, type Score } from "./judge_model.ts";
import type { ModelResult } from "./model_results.ts";
import { PHOTO_NAMES, photoFiles } from "./photo_files.ts";
import { QUESTIONS } from "./questions.ts";
import { readEvaluation, readResults } from "./read_results.ts";
import { readFileIfThere } from "../core/read_file_if_there.ts";
import { REQUIRED_MODELS } from "./required_models.ts";
import type { Typeset } from "./typst/typeset.ts";
import { writeUp } from "./write_up.ts";

/** What a submission is made from. */
export interface SubmissionOptions {
  /** The project's folder. */
  readonly root: string;
  /** The folder that holds `personal/`, with the photos. */
  readonly dataFolder: string;
  /** Who hands in. */
  readonly name: string;
  /** Scores a model again. */
  readonly score: Score;
  /** Is told what is being done. */
  readonly onProgress?: (text: string) => void;
}

/** A submission, and what was found when it was put together. */
export interface Submission {
  readonly zip: Uint8Array;
  /** What the zip holds, by path. */
  readonly files: Files;
  readonly findings: readonly Finding[];
  /** `null` where it could not be made; the findings say why. */
  readonly writeUp: Typeset | null;
  readonly results: readonly ModelResult[];
}

/**
 * Puts together what Section 6 of the assignment asks for: the code, the models, the photos, the
 * write-up and the notes on the extra credit, each part checked. What is missing is named in the
 * findings, and the rest is packed all the same. Equal projects give the same zip byte for byte.
 */
export async function makeSubmission(options: SubmissionOptions): Promise<Submission> {
  const { root, dataFolder, name, score, onProgress = () => {} } = options;
  const findings: Finding[] = [];
  const files = new Map<string, Uint8Array>();

  onProgress("reading the code");
  const code = await codeFiles(root);
  for (const [path, bytes] of code) files.set(`code/${path}`, bytes);
  findings.push({ part: "code", state: "ready", text: "without environments, data and results" });

  const results = await readResults(root);
  for (const [i, { name, madeBy }] of REQUIRED_MODELS.entries()) {
    onProgress(`checking ${name}`);
    const path = `${root}/models/${name}/model.h5`;
    const weights = await readFileIfThere(path);
    if (weights === null) {
      const text = `${name}.h5 is missing: ${madeBy} makes it (models/${name}/model.h5)`;
      findings.push({ part: "models", state: "missing", text });
      continue;
    }
    files.set(`${name}.h5`, weights);
    findings.push(await judgeModel({ name, path, evaluation: results[i].evaluation }, score));
  }

  const photos = await photoFiles(`${dataFolder}/personal`);
  for (const [path, bytes] of photos.files) files.set(path, bytes);
  findings.push(photosFinding(photos.missing));

  onProgress("setting the write-up");
  const found = await executedNotebooks(root);
  const pdf = await tryWriteUp(found.notebooks, { author: name, results }, findings);
  if (pdf) files.set("write_up.pdf", pdf.pdf);
  const run = found.notebooks.filter(({ notebook }) => runState(notebook) === "run");
  findings.push(...found.findings, ...answerFindings(pdf, new Set(run.map(({ name }) => name))));

  const technique = "model_ec2";
  const notes = extraCreditNotes({
    results: [...results, { name: technique, evaluation: await readEvaluation(root, technique) }],
    technique: code.has("models/model_ec2/model.json"),
    deno: Deno.version.deno,
  });
  files.set("extra_credit.md", new TextEncoder().encode(notes));
  findings.push(techniqueFinding(code.has("models/model_ec2/model.json")));

  onProgress("packing");
  const zip = bundle(files);
  if (!holds(zip, files)) throw new RangeError("the zip does not hold what was put into it");
  return { zip, files, findings, writeUp: pdf, results };
}

function photosFinding(missing: readonly string[]): Finding {
  const all = PHOTO_NAMES.length;
  if (missing.length === 0) return { part: "photos", state: "ready", text: `all ${all} photos` };
  const which = missing.length === all ? "all of them" : missing.join(", ");
  const text = `${missing.length} of ${all} photos are missing (${which}): ` +
    "deno task capture takes them, or put them into data/personal/ as train/happy.png and so on";
  return { part: "photos", state: "missing", text };
}

async function tryWriteUp(
  notebooks: readonly ExecutedNotebook[],
  options: { readonly author: string; readonly results: readonly ModelResult[] },
  findings: Finding[],
): Promise<Typeset | null> {
  try {
    return await writeUp(notebooks, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    findings.push({ part: "write-up", state: "missing", text: messageOf(error) });
    return null;
  }
}

/** Of notebooks that were not run, or not to their end, as much has been said already. */
function answerFindings(pdf: Typeset | null, run: ReadonlySet<string>): Finding[] {
  if (pdf === null) return [];
  const missing = QUESTIONS.filter(({ id }) => !pdf.answered.has(id));
  const count = `${QUESTIONS.length - missing.length} of ${QUESTIONS.length} questions answered`;
  const open = [...Map.groupBy(missing, ({ notebook }) => notebook)]
    .filter(([notebook]) => run.has(notebook));
  return [
    { part: "write-up", state: "ready", text: `${pdf.pages} pages, ${count}` },
    ...open.map(([notebook, questions]): Finding => ({
      part: "write-up",
      state: "missing",
      text: `notebook ${notebook} has no answer to: ${
        questions.map(({ asks }) => asks).join("; ")
      }. The cell that answers carries a tag ${
        questions.map(({ id }) => `answer:${id}`).join(", ")
      }`,
    })),
  ];
}

function techniqueFinding(there: boolean): Finding {
  return there
    ? { part: "extra credit", state: "ready", text: "notes with run instructions, both techniques" }
    : {
      part: "extra credit",
      state: "missing",
      text: "models/model_ec2/model.json is missing: notebook 05 makes it",
    };
}
