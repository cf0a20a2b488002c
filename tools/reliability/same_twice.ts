import type { Outcome } from "./outcome.ts";
import { sameBytes } from "./same_bytes.ts";
import { ROOT, runTask } from "./task_runs.ts";

/** What short runs write besides their `--out`: models, and what is handed in. */
const BESIDE = ["out/fast", "out/submission"];

/** Runs all notebooks twice, short, and compares everything that they wrote: charts, report, models. */
export async function sameTwice(): Promise<Outcome> {
  const folder = await Deno.makeTempDir({ prefix: "same-twice" });
  try {
    const found: Map<string, Uint8Array>[] = [];
    for (const name of ["a", "b"]) {
      // One name for both runs, since pages may tell where they lie.
      const out = `${folder}/out`;
      const { code, errors } = await runTask({
        task: "notebooks",
        args: ["--fast", "--out", out],
      });
      if (code !== 0) throw new Error(`the notebooks end with ${code}: ${errors.slice(-500)}`);
      await Deno.rename(out, `${folder}/${name}`);
      found.push(await writtenBy(`${folder}/${name}`));
    }
    const [a, b] = found;
    const names = [...new Set([...a.keys(), ...b.keys()])].sort();
    const lost = names.filter((name) =>
      !sameBytes(a.get(name) ?? Uint8Array.of(), b.get(name) ?? Uint8Array.of())
    );
    return {
      fault: "`task notebooks --fast` run again: files of the second run equal byte for byte",
      tries: names.length,
      survived: names.length - lost.length,
      seen: names.join(", "),
      lost: lost.map((name) => `${name} differs`),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function writtenBy(out: string): Promise<Map<string, Uint8Array>> {
  const files = await filesOf(out);
  for (const place of BESIDE) {
    for (const [name, bytes] of await filesOf(`${ROOT}${place}`)) {
      files.set(`${place}/${name}`, bytes);
    }
  }
  return files;
}

async function filesOf(folder: string, prefix = ""): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (name.startsWith(".")) continue;
    const path = `${folder}/${name}`;
    if (isFile) files.set(prefix + name, await Deno.readFile(path));
    else for (const [key, value] of await filesOf(path, `${prefix}${name}/`)) files.set(key, value);
  }
  return files;
}
