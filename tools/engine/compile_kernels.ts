import asc from "assemblyscript/asc";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const SOURCES = new URL("../../lib/engine/assembly/", import.meta.url);

/**
 * Compiles the engine's AssemblyScript kernels.
 *
 * @throws {SyntaxError} with the compiler's messages if a source is wrong.
 */
export async function compileKernels(): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  const { error, stderr } = await asc.main([
    "index.ts",
    "--outFile",
    "kernels.wasm",
    "-O3",
    "--noAssert",
    "--runtime",
    "stub",
    "--use",
    "abort=",
    "--importMemory",
    "--sharedMemory",
    "--initialMemory",
    "16",
    "--maximumMemory",
    "65535",
    "--enable",
    "threads,simd,relaxed-simd",
  ], {
    readFile: async (name: string) => {
      try {
        return await readFile(fileURLToPath(new URL(name, SOURCES)), "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (_name: string, contents: string | Uint8Array) => {
      if (typeof contents !== "string") binary = contents;
    },
    listFiles: () => [],
  });
  if (error || !binary) {
    throw new SyntaxError(`The engine's kernels do not compile.\n${stderr.toString()}`);
  }
  return binary;
}
