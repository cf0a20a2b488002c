import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("./support/choose_and_multiply.ts", import.meta.url));

async function run(...flags: string[]): Promise<{ lines: string[]; warnings: string }> {
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", ...flags, script],
    env: { NO_COLOR: "1" },
  }).output();
  const warnings = new TextDecoder().decode(stderr);
  strictEqual(success, true, warnings);
  return { lines: new TextDecoder().decode(stdout).trim().split("\n"), warnings };
}

Deno.test("runs in a plain process, which ends by itself", async () => {
  const { lines, warnings } = await run("--allow-all");
  deepStrictEqual(lines, ["native 2", "64"]);
  strictEqual(warnings, "");
});

Deno.test("where the native library may not be used, wasm stands in and one line says so", async () => {
  const { lines, warnings } = await run("--allow-read", "--allow-env", "--allow-sys", "--deny-ffi");
  deepStrictEqual(lines, ["wasm 1", "64"]);
  strictEqual(warnings.trim().split("\n").length, 1);
  match(
    warnings,
    /native engine cannot be used \(.+\)\. TensorFlow\.js's wasm backend is used: it/,
  );
});

Deno.test("runs in a worker", async () => {
  const worker = new Worker(new URL("./support/engine_in_worker.ts", import.meta.url), {
    type: "module",
  });
  const answer = await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
  worker.terminate();
  deepStrictEqual(answer, { backend: "native", value: 64 });
});
