import { match, ok, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDER = "tests/fixtures/notebooks";

async function task(...args: string[]) {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "tools/notebooks.ts", "--folder", FOLDER, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

async function inTemporaryFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "mien-test-" });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("notebooks: a good run leaves the notebook and one page", async () => {
  await inTemporaryFolder(async (out) => {
    const { code, stderr } = await task("--only", "good", "--out", out, "--seed", "7");
    strictEqual(code, 0, stderr);
    match(stderr, /✓ good \[1\/3\] Read the parameters {2}\d/);
    match(await Deno.readTextFile(`${out}/good.ipynb`), /\[ false, 7 \]/);
    match(await Deno.readTextFile(`${out}/report.html`), /<h1>Mien<\/h1><p>seed 7<\/p>/);
  });
});

Deno.test("notebooks: a failing cell is told with notebook, cell, line, source and error", async () => {
  await inTemporaryFolder(async (out) => {
    await Deno.writeTextFile(`${out}/report.html`, "of an earlier run");
    const { code, stderr } = await task("--only", "throwing", "--out", out);
    strictEqual(code, 1);
    match(stderr, /throwing\.ipynb, cell 2, line 8:\n {4}throw new RangeError.*\nRangeError: too/);
    await Deno.lstat(`${out}/throwing.ipynb`);
    ok(!await exists(`${out}/report.html`), "the page of an earlier run is gone");
  });
});

Deno.test("notebooks: wrong arguments end in one clear line", async () => {
  const wrong: [string[], RegExp][] = [
    [["--only", "99"], /^notebooks: no notebook starts with "99": there are .*good.*\n$/],
    [["--folder", "lib/core"], /^notebooks: there is no notebook in .*lib\/core\n$/],
    [["--seed", "x"], /^notebooks: --seed needs a whole number, not "x"\n$/],
    [["--speed"], /^notebooks: Unknown option '--speed'.*\n$/],
  ];
  for (const [args, expected] of wrong) {
    const { code, stderr } = await task(...args);
    strictEqual(code, 1);
    match(stderr, expected);
  }
});

Deno.test("notebooks: Ctrl-C ends the run and the kernel", async () => {
  await inTemporaryFolder(async (out) => {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "tools/notebooks.ts", "--folder", FOLDER, "--only", "interrupt"].concat(
        ["--out", out],
      ),
      cwd: ROOT,
      stderr: "piped",
    }).spawn();
    const reader = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
    match((await reader.read()).value ?? "", /^running interrupt/);
    // Long enough for the kernel to be there; if it is not yet, the end must be as clean.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill("SIGINT");
    const { code } = await child.status;
    strictEqual(code, 130);
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value;
    match(rest, /stopped by SIGINT; the kernel is ended/);
  });
});

async function exists(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}
