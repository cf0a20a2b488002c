import { deepStrictEqual, match, rejects, strictEqual } from "node:assert/strict";
import { hash } from "node:crypto";
import fc from "fast-check";
import { indicesOf, pick } from "#lib/data/dataset.ts";
import { type Fer2013, readFer2013 } from "#lib/data/fer2013.ts";
import { fer2013Notes } from "#lib/data/fer2013_notes.ts";
import { fer2013Roles } from "#lib/data/fer2013_roles.ts";
import { fer2013Validation } from "#lib/data/fer2013_validation.ts";
import { findFer2013 } from "#lib/data/find_fer2013.ts";
import { indicesOfUsage } from "#lib/data/indices_of_usage.ts";
import { knownTraining } from "#lib/data/known_training.ts";
import { pixelHash } from "#lib/data/pixel_hash.ts";
import { fer2013Facts, withFacts } from "#tools/fer2013_facts.ts";
import { gzipped, madeRows, realFer2013, tableText, withFile } from "./support.ts";

const real = realFer2013();
const whereReal = real ? "" : " (skipped: no FER2013 in the data folder)";

Deno.test("plain and gzip files of one table give one data set; ids count within the usage", async () => {
  const rows = madeRows(40, 1);
  const text = tableText(rows);
  const plain = await withFile("fer2013.csv", text, (path) => readFer2013(path));
  const packed = await withFile("named_wrongly.csv", gzipped(text), (path) => readFer2013(path));
  deepStrictEqual({ ...packed, notes: [] }, { ...plain, notes: [] });
  strictEqual(plain.name, "FER2013");
  strictEqual(plain.synthetic, false);
  deepStrictEqual(plain.itemShape, [48, 48, 1]);
  const counts = new Map<string, number>();
  rows.forEach((row, i) => {
    const k = counts.get(row.usage) ?? 0;
    counts.set(row.usage, k + 1);
    strictEqual(plain.ids[i], `${row.usage}/${k}`);
    strictEqual(plain.role[i] === 2, row.usage !== "Training");
    deepStrictEqual(plain.x.subarray(i * 2304, (i + 1) * 2304), row.pixels);
  });
  deepStrictEqual(pick(plain, [3]).ids, [plain.ids[3]]);
});

Deno.test("copies of this file's own Training rows are leaked, pixel for pixel", async () => {
  const [a, b, c] = madeRows(3, 11);
  const nearly = c.pixels.slice();
  nearly[2303] ^= 1;
  const rows = [
    { ...a, usage: "PrivateTest" as const },
    { ...b, usage: "Training" as const },
    { ...a, usage: "Training" as const },
    { ...c, usage: "Training" as const },
    { ...b, usage: "PublicTest" as const },
    { ...c, usage: "PublicTest" as const, pixels: nearly },
  ];
  const dataset = await withFile("f.csv", tableText(rows), (path) => readFer2013(path));
  deepStrictEqual([dataset.leaked![0], dataset.leaked![4], dataset.leaked![5]], [1, 1, 0]);
});

Deno.test("notes tell the rows, and in what they are not Kaggle's", () => {
  const notes = (usage: number[], unknownTraining: number, knownTraining: number) =>
    fer2013Notes("f", { usage: Uint8Array.from(usage), unknownTraining, knownTraining });
  deepStrictEqual(notes([0, 0, 1], 0, 2), ["f: 2 Training, 1 PublicTest rows."]);
  deepStrictEqual(notes([2], 0, 2), ["f: 1 PrivateTest rows."]);
  strictEqual(notes([0], 0, 2)[1], "Kaggle's file has 2 Training rows; these 1 are some of them.");
  match(notes([0, 0, 0], 0, 2)[1], /these 3 are some of them, repeated\.$/);
  match(notes([0, 0, 1], 1, 2)[1], /^1 of 2 Training rows are not those of Kaggle's/);
});

Deno.test("several gzip members in one file are one table", async () => {
  const [a, b] = [madeRows(2, 1), madeRows(3, 2)];
  const body = tableText(b).split("\n").slice(1).join("\n");
  const both = Uint8Array.from([...gzipped(tableText(a)), ...gzipped(body)]);
  const dataset = await withFile("f.csv.gz", both, (path) => readFer2013(path));
  strictEqual(dataset.y.length, 5);
});

Deno.test("progress tells bytes, rows and the whole, and ends at the whole", async () => {
  const text = tableText(madeRows(120, 3));
  for (const content of [new TextEncoder().encode(text), gzipped(text)]) {
    const seen: { bytes: number; totalBytes: number; rows: number }[] = [];
    await withFile(
      "f.csv",
      content,
      (path) => readFer2013(path, { onProgress: (p) => seen.push(p) }),
    );
    strictEqual(seen.every((p, i) => i === 0 || p.bytes >= seen[i - 1].bytes), true);
    deepStrictEqual(seen.at(-1), { bytes: content.length, totalBytes: content.length, rows: 120 });
  }
});

Deno.test("a gzip file cut off anywhere is told as such", async () => {
  const whole = gzipped(tableText(madeRows(4, 4)));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: whole.length - 1 }), async (length) => {
      await withFile("f.csv.gz", whole.slice(0, length), async (path) => {
        await rejects(readFer2013(path), (error: Error) => {
          strictEqual(error.constructor, SyntaxError);
          strictEqual(/ends too soon.*Get the file again/.test(error.message), true, error.message);
          return true;
        });
      });
    }),
    { numRuns: 40 },
  );
});

Deno.test("a damaged gzip file is refused, never misread", async () => {
  const whole = gzipped(tableText(madeRows(4, 4)));
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 10, max: whole.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, flip) => {
        const damaged = whole.slice();
        damaged[at] ^= flip;
        await withFile("f.csv.gz", damaged, async (path) => {
          await rejects(readFer2013(path), SyntaxError);
        });
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("no file, a folder, an empty file", async () => {
  await rejects(readFer2013("/nowhere/fer2013.csv"), (error: Error) => {
    strictEqual(error instanceof Deno.errors.NotFound, true);
    return /there is no file .*data\/README\.md/.test(error.message);
  });
  await withFile("f", "", async (path) => {
    await rejects(readFer2013(path), /the file is empty/);
    await rejects(readFer2013(path.slice(0, -2)), /is a folder: name the csv file in it/);
  });
});

Deno.test("roles: no image is in two roles, and test copies of training images are leaked", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 6 }), fc.nat({ max: 60 })), {
        minLength: 1,
        maxLength: 200,
      }),
      fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 20 }),
      (rows, knownHashes) => {
        const usage = Uint8Array.from(rows, ([of]) => of);
        const y = Uint8Array.from(rows, ([, label]) => label);
        const hashes = Float64Array.from(rows, ([, , hash]) => hash);
        const known = {
          hashes: Float64Array.from(knownHashes),
          validation: new Set(knownHashes.slice(0, 3)),
        };
        const { role, leaked, unknownTraining } = fer2013Roles({ usage, y }, hashes, known);
        const training = new Set(knownHashes);
        rows.forEach(([of, , hash]) => of === 0 && training.add(hash));
        const roleOf = new Map<number, number>();
        let unknown = 0;
        rows.forEach(([of, , hash], i) => {
          if (of > 0) {
            strictEqual(role[i], 2);
            strictEqual(leaked[i], Number(training.has(hash)));
            return;
          }
          strictEqual(roleOf.get(hash) ?? role[i], role[i]);
          roleOf.set(hash, role[i]);
          strictEqual(leaked[i], Number(role[i] === 0));
          if (!knownHashes.includes(hash)) return void unknown++;
          strictEqual(role[i], known.validation.has(hash) ? 1 : 0);
        });
        strictEqual(unknownTraining, unknown);
      },
    ),
  );
});

Deno.test("usages are selected by id, and what is not there is said", async () => {
  const rows = madeRows(30, 9).filter((row) => row.usage !== "PrivateTest");
  const dataset = await withFile("f.csv", tableText(rows), (path) => readFer2013(path));
  const chosen = [...indicesOfUsage(dataset, "PublicTest")];
  deepStrictEqual(chosen, [...rows.keys()].filter((i) => rows[i].usage === "PublicTest"));
  await rejects(
    // deno-lint-ignore require-await
    async () => indicesOfUsage(dataset, "PrivateTest"),
    /no sample of FER2013 has the usage "PrivateTest". It holds \d+ \w+, \d+ \w+ rows/,
  );
  await rejects(
    // deno-lint-ignore require-await
    async () =>
      indicesOfUsage({ ...dataset, name: "synthetic faces", ids: ["person 1"] }, "Training"),
    /Only FER2013 has usages; select by role/,
  );
});

Deno.test("the committed files fit each other: a tenth of 28,709 rows, no image on both sides", async () => {
  const { hashes, validation } = await knownTraining();
  strictEqual(hashes.length, 28709);
  const rows = hashes.filter((hash) => validation.has(hash)).length;
  const { ids } = JSON.parse(await Deno.readTextFile("data/splits/fer2013_validation.json"));
  // Every row with the pixels of a listed one is itself listed.
  strictEqual(rows, ids.length);
  strictEqual(Math.abs(rows / hashes.length - 0.1) < 0.001, true);
});

Deno.test("FER2013 is looked for in both folders, and nothing else passes for it", async () => {
  const root = await Deno.makeTempDir({ prefix: "mien-" });
  const write = async (name: string) => {
    await Deno.mkdir(`${root}/${name.slice(0, name.lastIndexOf("/"))}`, { recursive: true });
    await Deno.writeTextFile(`${root}/${name}`, "");
  };
  try {
    strictEqual(await findFer2013(root), null);
    await write("fer2013/.DS_Store");
    strictEqual(await findFer2013(root), null);
    await write("fer2013/fer2013.tar.gz");
    await rejects(findFer2013(root), /holds fer2013\/fer2013\.tar\.gz, but not .*Unpack/);
    await write("fer2013/train.csv");
    await write("kaggle_fer2013/fer2013new.csv"); // beside no table, so nobody's votes
    deepStrictEqual(await findFer2013(root), {
      path: `${root}/fer2013/train.csv`,
      votes: undefined,
      others: [],
    });
    await write("kaggle_fer2013/fer2013/fer2013.csv");
    strictEqual((await findFer2013(root))?.path, `${root}/kaggle_fer2013/fer2013/fer2013.csv`);
    await write("kaggle_fer2013/fer2013.csv.gz");
    deepStrictEqual(await findFer2013(root), {
      path: `${root}/kaggle_fer2013/fer2013.csv.gz`,
      votes: `${root}/kaggle_fer2013/fer2013new.csv`,
      others: [`${root}/kaggle_fer2013/fer2013/fer2013.csv`, `${root}/fer2013/train.csv`],
    });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

/** Kaggle's FER2013 from the data folder: its two public parts, with votes if they lie beside it. */
async function kaggleRows(): Promise<Fer2013 | undefined> {
  const votes = real!.replace(/fer2013\.csv(\.gz)?$/, "fer2013new.csv");
  const hasVotes = await Deno.stat(votes).then(() => true, () => false);
  const dataset = await readFer2013(real!, hasVotes ? { votes } : {});
  if (dataset.notes.length > 1) {
    console.warn(`not compared, since this is not Kaggle's whole file: ${dataset.notes.join(" ")}`);
    return undefined;
  }
  const rows = ["Training", "PublicTest"].flatMap((usage) => [...indicesOfUsage(dataset, usage)]);
  return { ...pick(dataset, rows), notes: dataset.notes };
}

Deno.test({
  name: "the real file: roles, leaks, the committed files and data/README.md" + whereReal,
  ignore: !real,
  fn: async () => {
    const dataset = await kaggleRows();
    if (!dataset) return;
    const known = await knownTraining();
    const training = indicesOfUsage(dataset, "Training");
    const hashes = Float64Array.from(
      training,
      (i) => pixelHash(dataset.x.subarray(i * 2304, (i + 1) * 2304)),
    );
    deepStrictEqual(hashes, known.hashes);
    const cut = fer2013Validation(training.map((i) => dataset.y[i]), hashes);
    deepStrictEqual(
      [...indicesOf(dataset, "validation")].map((i) => dataset.ids[i]),
      [...cut].map((k) => `Training/${k}`),
    );
    // Fewer hashes than images would mean that two images share one.
    const digests = Array.from(
      training,
      (i) => hash("sha256", dataset.x.subarray(i * 2304, (i + 1) * 2304)),
    );
    strictEqual(new Set(hashes).size, new Set(digests).size);
    const publicTest = indicesOfUsage(dataset, "PublicTest");
    strictEqual(publicTest.filter((i) => dataset.leaked![i] === 1).length, 280);
    // Shares of each label agree within half a point.
    const share = (role: "train" | "validation", label: number) => {
      const rows = indicesOf(dataset, role);
      return rows.filter((i) => dataset.y[i] === label).length / rows.length;
    };
    for (let label = 0; label < 7; label++) {
      strictEqual(Math.abs(share("train", label) - share("validation", label)) < 0.005, true);
    }
    if (!dataset.votes) return console.warn("no fer2013new.csv: the page's facts are not compared");
    const page = await Deno.readTextFile("data/README.md");
    strictEqual(withFacts(page, fer2013Facts(dataset)), page);
  },
});
