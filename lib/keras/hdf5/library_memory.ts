/** The exports of the library's WebAssembly instance that its memory is put back with. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly __stack_pointer: WebAssembly.Global;
}

/** The library's memory as it was at some moment, and the way back there. */
export interface LibraryMemory {
  restore(): void;
}

const exports = captureExports();

/**
 * Keeps the library's memory as it is now. A damaged file may leave it in any state: structures half
 * made, its stack never unwound, what was allocated overwritten. What is read after that cannot be
 * trusted, so after each such file the memory is put back.
 *
 * @param module the library, loaded.
 */
export async function libraryMemory(module: object): Promise<LibraryMemory> {
  // A reloaded copy of this file comes too late to see the library start.
  const shared = module as { [KEPT]?: LibraryMemory };
  return shared[KEPT] ??= snapshot(await exports);
}

const KEPT = Symbol.for("mien: memory of HDF5");

function snapshot({ memory, __stack_pointer: stack }: Exports): LibraryMemory {
  const bytes = new Uint8Array(memory.buffer);
  const kept = bytes.slice(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
  const top = stack.value;
  return {
    restore() {
      const now = new Uint8Array(memory.buffer);
      now.set(kept);
      now.fill(0, kept.length);
      stack.value = top;
    },
  };
}

/**
 * The library hides its memory and stack, so this looks on while its instance is made: the import of
 * this file must stand before that of the library.
 */
function captureExports(): Promise<Exports> {
  const { promise, resolve } = Promise.withResolvers<Exports>();
  const instantiate = WebAssembly.instantiate;
  const watching = async (source: BufferSource, imports?: WebAssembly.Imports) => {
    const result = await instantiate(source, imports);
    // Of a module that was compiled before, an instance alone is given.
    const { exports } = result.instance ?? result;
    if ("H5Fopen" in exports) {
      if (WebAssembly.instantiate === watching) WebAssembly.instantiate = instantiate;
      resolve(exports as unknown as Exports);
    }
    return result;
  };
  WebAssembly.instantiate = watching as typeof instantiate;
  return promise;
}
