// First, for it watches the library start.
import { type LibraryMemory, libraryMemory } from "./library_memory.ts";
import * as h5wasm from "h5wasm/node";
import { type FileSystem, guardHeaps } from "./guard_heaps.ts";

let opened: Promise<LibraryMemory> | undefined;

/**
 * Loads the HDF5 library once, with errors thrown: left alone it answers a damaged file with an
 * invalid handle or with whatever was in memory.
 *
 * @returns the library's memory before it has seen any file.
 */
export function hdf5(): Promise<LibraryMemory> {
  return opened ??= h5wasm.ready.then(async (module) => {
    module.activate_throwing_error_handler();
    guardHeaps(h5wasm.FS as unknown as FileSystem);
    return await libraryMemory(module);
  });
}

export { h5wasm };
