import { resolve } from "node:path";
import { bytes } from "#lib/core/format.ts";
import { dataFolder } from "#lib/data/folder.ts";
import { ProgressLine } from "#lib/notebook/progress_line.ts";
import { fileName } from "#lib/submission/file_name.ts";
import { type Finding, isComplete, PARTS } from "#lib/submission/finding.ts";
import { makeSubmission, type Submission } from "#lib/submission/make_submission.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { ENGINE_HELP, ENGINE_OPTIONS, startEngine } from "./cli/start_engine.ts";
import { modelScore } from "./submission/model_score.ts";

const HELP = `deno task submission --name NAME [--out DIR] [--json]

Makes the zip of Section 6: the code, the five models, the 14 photos, the write-up as a PDF and the
notes on the extra credit. Each part is checked: models are loaded and scored again, photos counted,
the write-up searched for every answer. What is missing is listed; the rest is packed all the same.

The write-up is made from the notebooks as they were last run, by deno task notebooks (out/) or in
JupyterLab (notebooks/). Equal projects give the same zip, byte for byte.

  --name NAME   who hands in; stands on the write-up and in the zip's name
  --out DIR     where the zip and write_up.pdf go (default: out/submission)
${ENGINE_HELP}
  --json        print what was found as JSON
  --help        this text

Exit code: 0 when everything is there and right, 3 when something is missing or wrong (the zip is
written, without it), 1 or 2 when there is no zip.
`;

const OPTIONS = {
  name: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
  ...ENGINE_OPTIONS,
} as const;

const ROOT = resolve(import.meta.dirname!, "..");

const SIGNS = { ready: "✓", note: "·", missing: "✗", wrong: "✗" } as const;

await runCommand({ name: "submission", help: HELP, options: OPTIONS, run });

async function run(values: Values<typeof OPTIONS>): Promise<number> {
  const name = values.name?.trim();
  if (!name) throw new UsageError("--name NAME is needed: it stands on the write-up");
  const out = resolve(values.out ?? `${ROOT}/out/submission`);
  await startEngine(values);
  const line = new ProgressLine();
  const submission = await makeSubmission({
    root: ROOT,
    dataFolder: resolve(dataFolder()),
    name,
    score: modelScore(),
    onProgress: (text) => line.update(text, 0),
  });
  const path = `${out}/${fileName(name)}.zip`;
  await Deno.mkdir(out, { recursive: true });
  await Deno.writeFile(path, submission.zip);
  if (submission.writeUp) await Deno.writeFile(`${out}/write_up.pdf`, submission.writeUp.pdf);
  line.end(`written: ${path} (${bytes(submission.zip.length)})`);
  console.log(values.json ? asJson(path, submission) : asText(submission));
  return isComplete(submission.findings) ? 0 : 3;
}

function asJson(path: string, { files, findings, writeUp, results }: Submission): string {
  return JSON.stringify({
    zip: path,
    complete: isComplete(findings),
    files: [...files].map(([name, { length }]) => ({ name, bytes: length }))
      .toSorted((a, b) => a.name < b.name ? -1 : 1),
    pages: writeUp?.pages ?? null,
    findings,
    results: results.map(({ name, evaluation }) => ({
      name,
      accuracy: evaluation?.accuracy ?? null,
    })),
  });
}

function asText({ findings }: Submission): string {
  const line = ({ state, text }: Finding) => `  ${SIGNS[state]} ${text}`;
  const parts = PARTS.map((part) =>
    [part, ...findings.filter((finding) => finding.part === part).map(line)].join("\n")
  );
  const open = findings.filter(({ state }) => state === "missing" || state === "wrong").length;
  return [...parts, "", open === 0 ? "complete" : `not complete: ${open} things to mend (✗)`].join(
    "\n",
  );
}
