import { deepStrictEqual, match, rejects } from "node:assert/strict";
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
