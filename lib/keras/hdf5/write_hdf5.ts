import { writeFileAtomically } from "../../core/write_file_atomically.ts";
import { encodeHdf5 } from "./encode_hdf5.ts";
import type { GroupContent } from "./file_tree.ts";

/** Writes an HDF5 file in one step as seen from outside (see {@link writeFileAtomically}). */
export function writeHdf5(path: string, root: GroupContent): void {
  writeFileAtomically(path, encodeHdf5(root));
}
