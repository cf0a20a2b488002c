import * as h5wasm from "h5wasm/node";

let opened: Promise<void> | undefined;

/**
 * Loads the HDF5 library once, with errors thrown: left alone it answers a damaged file with an
 * invalid handle or with whatever was in memory.
 */
export function hdf5(): Promise<void> {
  return opened ??= h5wasm.ready.then((module) => {
    module.activate_throwing_error_handler();
  });
}

export { h5wasm };
