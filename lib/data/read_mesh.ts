import { faultMessage } from "../core/errors.ts";
import { objVertices } from "./obj_vertices.ts";
import { plyVertices } from "./ply_vertices.ts";

/**
 * The vertices of a mesh file as apps for ARKit's face export them: Wavefront OBJ, or PLY (ascii or
 * binary). Faces, normals, colours and textures are passed over.
 *
 * @returns `[vertices, 3]` float32 in the unit of the file, in its order.
 * @throws {SyntaxError} naming line or byte, for a file that is not as it must be.
 * @throws {RangeError} for a name that ends in neither `.obj` nor `.ply`.
 */
export async function readMesh(path: string): Promise<Float32Array> {
  const [, kind] = /\.(obj|ply)$/i.exec(path) ?? [];
  if (!kind) throw new RangeError(`${path} is no mesh that can be read: use .obj or .ply`);
  const bytes = await Deno.readFile(path);
  const vertices = kind.toLowerCase() === "obj"
    ? objVertices(new TextDecoder().decode(bytes), path)
    : plyVertices(bytes, path);
  if (vertices.length === 0) {
    throw new SyntaxError(faultMessage("there is no vertex", { file: path }, "Export it again."));
  }
  const bad = vertices.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const what = `vertex ${Math.floor(bad / 3) + 1} has ${vertices[bad]} as its ${"xyz"[bad % 3]}`;
    throw new SyntaxError(faultMessage(what, { file: path }, "Export it again."));
  }
  return vertices;
}
