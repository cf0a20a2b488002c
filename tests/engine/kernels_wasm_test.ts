import { compileKernels } from "#tools/engine/compile_kernels.ts";
import { ok } from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

Deno.test("the committed wasm is what its AssemblyScript source compiles to", async () => {
  const path = new URL("../../lib/engine/wasm/kernels.wasm", import.meta.url);
  const committed = new Uint8Array(await readFile(fileURLToPath(path)));
  const compiled = await compileKernels();
  const equal = committed.length === compiled.length &&
    committed.every((byte, i) => byte === compiled[i]);
  ok(equal, "lib/engine/wasm/kernels.wasm is out of date: run `deno task build-engine`");
});
