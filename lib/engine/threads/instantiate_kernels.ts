import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Kernels } from "./task.ts";

const KERNELS = new URL("../wasm/kernels.wasm", import.meta.url);

/** The wasm kernels on a memory; the compiled module can be handed to other threads. */
export async function instantiateKernels(
  memory: WebAssembly.Memory,
  compiled?: WebAssembly.Module,
): Promise<{ module: WebAssembly.Module; kernels: Kernels }> {
  const module = compiled ?? await WebAssembly.compile(
    new Uint8Array(await readFile(fileURLToPath(KERNELS))),
  );
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  return { module, kernels: instance.exports as unknown as Kernels };
}
