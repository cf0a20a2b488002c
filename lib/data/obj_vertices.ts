import { faultMessage } from "../core/errors.ts";

/**
 * The `v` lines of a Wavefront OBJ file.
 *
 * @param file for messages.
 * @returns `[vertices, 3]`
 * @throws {SyntaxError} naming the line of a vertex without three numbers.
 */
export function objVertices(text: string, file: string): Float32Array {
  const values: number[] = [];
  text.split(/\r\n?|\n/).forEach((line, k) => {
    const [key, ...words] = line.trim().split(/\s+/);
    if (key !== "v") return;
    const point = words.slice(0, 3).map(Number);
    if (point.length < 3 || point.some((value) => !Number.isFinite(value))) {
      const what = `"${line.trim()}" is no vertex of three finite numbers`;
      throw new SyntaxError(faultMessage(what, { file, line: k + 1 }, "Export the mesh again."));
    }
    values.push(...point);
  });
  return Float32Array.from(values);
}
