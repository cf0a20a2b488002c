import { deepStrictEqual, match, rejects } from "node:assert/strict";
import { objVertices } from "#lib/data/obj_vertices.ts";
import { plyVertices } from "#lib/data/ply_vertices.ts";
import { readClouds } from "#lib/data/read_clouds.ts";

const POINTS = Float32Array.of(0, 0, 0, 0.07, 0.2, 0.09);
const header = (format: string) =>
  `ply\nformat ${format} 1.0\nelement vertex 2\nproperty float x\nproperty float y\n` +
  "property float z\nelement face 0\nproperty list uchar int vertex_indices\nend_header\n";

Deno.test("OBJ and PLY meshes of one sample give one data set", async () => {
  const folder = await Deno.makeTempDir();
  const text = (name: string, body: string) => Deno.writeTextFile(`${folder}/${name}`, body);
  await text("anna_happy.obj", "v 0 0 0\nv 0.07 0.2 0.09\nvn 0 0 1\nf 1 2 2\n");
  await text("anna_sad.ply", `${header("ascii")}0 0 0\n0.07 0.2 0.09\n`);
  const head = new TextEncoder().encode(header("binary_little_endian"));
  const binary = new Uint8Array([...head, ...new Uint8Array(POINTS.buffer)]);
  await Deno.writeFile(`${folder}/anna_neutral.ply`, binary);
  const { ids, x } = await readClouds(folder);
  deepStrictEqual(ids, ["anna/happy", "anna/neutral", "anna/sad"]);
  deepStrictEqual(x, Float32Array.of(...POINTS, ...POINTS, ...POINTS));
  await text("anna_fear.obj", "v 0 0 0\nv 1 x 2\n");
  await rejects(readClouds(folder), (error: Error) => {
    match(error.message, /"v 1 x 2".*line 2/);
    return error instanceof SyntaxError;
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("meshes read alike with the line ends of Linux, Windows and the first Macs", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  for (const end of ["\n", "\r\n", "\r"]) {
    const lines = (text: string) => text.replaceAll("\n", end);
    deepStrictEqual(objVertices(lines("v 0 0 0\nv 0.07 0.2 0.09\n"), "a.obj"), POINTS);
    const ascii = bytes(lines(`${header("ascii")}0 0 0\n0.07 0.2 0.09\n`));
    deepStrictEqual(plyVertices(ascii, "a.ply"), POINTS);
    // The first byte of the data is a line feed, which is no part of the line end before it.
    const first = new Float32Array(Uint8Array.of(10, 0, 0, 0).buffer)[0];
    const points = Float32Array.of(first, ...POINTS.subarray(1));
    const head = bytes(lines(header("binary_little_endian")));
    const binary = new Uint8Array([...head, ...new Uint8Array(points.buffer)]);
    deepStrictEqual(plyVertices(binary, "a.ply"), points);
  }
});

Deno.test("a folder's meshes without a sample in their names are named after it, however it is written", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/anna`);
  await Deno.writeTextFile(`${folder}/anna/happy.obj`, "v 0 0 0\r\nv 0.07 0.2 0.09\r\n");
  for (const path of [`${folder}/anna`, `${folder}/anna/`, `${folder}/anna/.`]) {
    deepStrictEqual((await readClouds(path)).ids, ["anna/happy"]);
  }
  await Deno.remove(folder, { recursive: true });
});
