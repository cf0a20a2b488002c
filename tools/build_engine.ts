import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compileKernels } from "./engine/compile_kernels.ts";

/** Builds `lib/engine/wasm/kernels.wasm` from `lib/engine/assembly/`. */
const target = new URL("../lib/engine/wasm/kernels.wasm", import.meta.url);
const binary = await compileKernels();
await writeFile(fileURLToPath(target), binary);
console.error(`lib/engine/wasm/kernels.wasm: ${binary.length} bytes`);
