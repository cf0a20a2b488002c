import type { Clouds } from "./cloud_dataset.ts";
import { type ReadCloudsOptions, readFaces } from "./read_faces.ts";
import { readMeshFolder } from "./read_mesh_folder.ts";

/**
 * Reads labelled clouds of faces: the course's `faces.py`, the same as JSON, or a folder of OBJ or
 * PLY meshes.
 *
 * @throws {SyntaxError} for contents that are not as they must be.
 * @throws {Deno.errors.NotFound} if there is nothing at the path.
 */
export async function readClouds(path: string, options?: ReadCloudsOptions): Promise<Clouds> {
  let isFolder;
  try {
    isFolder = (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(
      `there is nothing at ${path}. data/README.md says which clouds can be read.`,
    );
  }
  return await (isFolder ? readMeshFolder : readFaces)(path, options);
}
