/**
 * Computes what `data/README.md` says about a copy of FER2013: sizes, digests, copies, label noise.
 *
 *     deno run -A tools/fer2013_facts.ts PATH/fer2013.csv.gz [--write]
 *
 * Prints Markdown; with --write it replaces the block between the two `facts` comments of the page.
 */
import { createHash } from "node:crypto";
import { EMOTIONS } from "#lib/core/emotions.ts";
import type { Dataset } from "#lib/data/dataset.ts";
import { PIXELS } from "#lib/data/fer2013_row.ts";
import { type Fer2013, readFer2013 } from "#lib/data/fer2013.ts";
import { findFer2013 } from "#lib/data/find_fer2013.ts";
import { USAGES } from "#lib/data/usages.ts";

const PAGE = new URL("../data/README.md", import.meta.url);
const PARTS = ["Training, train", "Training, validation", "PublicTest", "PrivateTest"];
const TRAINING_ROWS = 28709;
const MARKED = /(<!-- facts: [^>]* -->\n)[^]*?(<!-- end of facts -->)/;

/** The facts about a copy of FER2013, as Markdown. */
export function fer2013Facts(dataset: Fer2013): string {
  return [
    ...countTable(dataset),
    "",
    ...digestTable(dataset),
    "",
    ...trainCsv(dataset),
    ...copies(dataset).map((line) => `- ${line}`),
    ...(dataset.votes ? ["", ...agreementTable(dataset)] : []),
  ].join("\n");
}

/** Page text with its block of facts replaced. */
export function withFacts(page: string, facts: string): string {
  if (!MARKED.test(page)) throw new SyntaxError("data/README.md lost its facts comments");
  return page.replace(MARKED, (_, start, end) => `${start}\n${facts}\n\n${end}`);
}

const usageOf = (dataset: Dataset, i: number) => dataset.ids[i].split("/")[0];
const imageOf = (dataset: Fer2013, i: number) => dataset.x.subarray(i * PIXELS, (i + 1) * PIXELS);
const indices = (dataset: Dataset) => [...dataset.y.keys()];
const percent = (part: number, whole: number) => `${(100 * part / whole).toFixed(1)}%`;
const rowOf = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;

function present(dataset: Dataset): string[] {
  const there = new Set(indices(dataset).map((i) => usageOf(dataset, i)));
  return USAGES.filter((usage) => there.has(usage));
}

/** The parts that a person works with: the validation split apart from what is left to train on. */
function countTable(dataset: Dataset): string[] {
  const partOf = (i: number) => {
    const usage = usageOf(dataset, i);
    return usage !== "Training" ? usage : `Training, ${["train", "validation"][dataset.role[i]]}`;
  };
  const parts = new Map<string, number[]>();
  for (const i of indices(dataset)) {
    const counts = parts.get(partOf(i)) ?? EMOTIONS.map(() => 0);
    counts[dataset.y[i]]++;
    parts.set(partOf(i), counts);
  }
  return [
    rowOf(["rows", ...EMOTIONS, "all"]),
    rowOf(["---", ...EMOTIONS.map(() => "---:"), "---:"]),
    ...PARTS.flatMap((part) => {
      const counts = parts.get(part);
      return counts ? [rowOf([part, ...counts, counts.reduce((a, b) => a + b)])] : [];
    }),
  ];
}

function digestTable(dataset: Fer2013): string[] {
  return [
    rowOf(["usage", "SHA-256 of its pixels (2304 bytes a row)", "SHA-256 of its labels (1 byte)"]),
    rowOf(["---", "---", "---"]),
    ...present(dataset).map((usage) => {
      const [pixels, labels] = [createHash("sha256"), createHash("sha256")];
      for (const i of indices(dataset).filter((i) => usageOf(dataset, i) === usage)) {
        pixels.update(imageOf(dataset, i));
        labels.update(dataset.y.subarray(i, i + 1));
      }
      return rowOf([usage, `\`${pixels.digest("hex")}\``, `\`${labels.digest("hex")}\``]);
    }),
  ];
}

/** Kaggle's `train.csv`, rebuilt byte for byte, where the Training rows are whole. */
function trainCsv(dataset: Fer2013): string[] {
  const training = indices(dataset).filter((i) => usageOf(dataset, i) === "Training");
  if (training.length !== TRAINING_ROWS) return [];
  const [sha256, md5] = [createHash("sha256"), createHash("md5")];
  const write = (line: string) => [sha256, md5].forEach((hash) => hash.update(`${line}\r\n`));
  write("emotion,pixels");
  for (const i of training) write(`${dataset.y[i]},"${imageOf(dataset, i).join(" ")}"`);
  return [
    `Kaggle's \`train.csv\`, rebuilt from these Training rows: SHA-256 \`${
      sha256.digest("hex")
    }\`, ` +
    `MD5 \`${md5.digest("hex")}\`.`,
    "",
  ];
}

/** Images that occur more than once, and what that does. */
function copies(dataset: Fer2013): string[] {
  const groups = new Map<string, number[]>();
  for (const i of indices(dataset)) {
    const key = createHash("sha256").update(imageOf(dataset, i)).digest("base64");
    groups.set(key, [...groups.get(key) ?? [], i]);
  }
  const all = [...groups.values()];
  const conflicting = all.filter((rows) => new Set(rows.map((i) => dataset.y[i])).size > 1);
  const blank = indices(dataset).filter((i) => {
    const image = imageOf(dataset, i);
    return image.every((pixel) => pixel === image[0]);
  });
  const leaks = present(dataset).filter((usage) => usage !== "Training").map((usage) => {
    const rows = indices(dataset).filter((i) => usageOf(dataset, i) === usage);
    const leaked = rows.filter((i) => dataset.leaked![i]).length;
    return `**${leaked} of ${rows.length} ${usage} rows (${
      percent(leaked, rows.length)
    }) are exact ` +
      "copies of a Training image.**";
  });
  const conflictingRows = conflicting.reduce((sum, rows) => sum + rows.length, 0);
  return [
    `${dataset.y.length} rows (${
      present(dataset).join(", ")
    }) show ${all.length} different images.`,
    ...leaks,
    `${conflicting.length} images occur with two or more different labels (${conflictingRows} rows).`,
    `${blank.length} rows are blank: all their pixels have one value.`,
  ];
}

/** How often the label is what most of FER+'s ten people saw. A tie for the most votes is no agreement. */
function agreementTable(dataset: Fer2013): string[] {
  const seen = EMOTIONS.map(() => ({ rows: 0, most: 0, none: 0 }));
  let noFace = 0;
  for (const i of indices(dataset)) {
    const votes = dataset.votes!.subarray(i * EMOTIONS.length, (i + 1) * EMOTIONS.length);
    const most = Math.max(...votes);
    const tally = seen[dataset.y[i]];
    tally.rows++;
    if (most === 0) noFace++;
    if (votes[dataset.y[i]] === 0) tally.none++;
    else if (votes.filter((v) => v === most).length === 1 && votes[dataset.y[i]] === most) {
      tally.most++;
    }
  }
  const all = seen.reduce((a, b) => ({
    rows: a.rows + b.rows,
    most: a.most + b.most,
    none: a.none + b.none,
  }));
  const columns = [...seen, all];
  return [
    rowOf(["FER+'s ten people against the label", ...EMOTIONS, "all"]),
    rowOf(["---", ...columns.map(() => "---:")]),
    rowOf(["most votes of the seven go to it", ...columns.map((c) => percent(c.most, c.rows))]),
    rowOf(["nobody voted for it", ...columns.map((c) => percent(c.none, c.rows))]),
    "",
    `${noFace} rows got no vote for any of the seven expressions.`,
  ];
}

if (import.meta.main) {
  const path = Deno.args.find((argument) => !argument.startsWith("--"));
  if (!path) {
    console.error("usage: deno run -A tools/fer2013_facts.ts PATH/fer2013.csv.gz [--write]");
    Deno.exit(2);
  }
  const folder = path.replace(/\/[^/]+\/[^/]+$/, "");
  const facts = fer2013Facts(
    await readFer2013(path, { votes: (await findFer2013(folder))?.votes }),
  );
  console.log(facts);
  if (Deno.args.includes("--write")) {
    await Deno.writeTextFile(PAGE, withFacts(await Deno.readTextFile(PAGE), facts));
  }
}
