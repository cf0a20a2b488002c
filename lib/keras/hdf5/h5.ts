import * as h5wasm from "h5wasm/node";
import { type FileSystem, guardHeaps } from "./guard_heaps.ts";

let opened: Promise<void> | undefined;

/**
 * Loads the HDF5 library once, with errors thrown: left alone it answers a damaged file with an
 * invalid handle or with whatever was in memory.
 */
export function hdf5(): Promise<void> {
  return opened ??= h5wasm.ready.then((module) => {
    module.activate_throwing_error_handler();
    guardHeaps(h5wasm.FS as unknown as FileSystem);
  });
}

export { h5wasm };
