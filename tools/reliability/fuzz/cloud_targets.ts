import { EMOTIONS } from "#lib/core/emotions.ts";
import { Rng } from "#lib/core/rng.ts";
import { readFaces } from "#lib/data/read_faces.ts";
import { readMesh } from "#lib/data/read_mesh.ts";
import { mutateBytes, mutateText } from "./mutate.ts";
import type { FuzzTarget } from "./target.ts";

const encoder = new TextEncoder();

function points(n: number, name: string): number[][] {
  const rng = new Rng(name);
  return Array.from({ length: n }, () => [0, 1, 2].map(() => Math.fround(rng.uniform(-0.1, 0.1))));
}

const textual = (seed: Uint8Array, rng: Rng) =>
  rng.next() < 0.7
    ? encoder.encode(mutateText(new TextDecoder().decode(seed), rng))
    : mutateBytes(seed, { rng, other: seed });

/** The course's clouds, as Python and as JSON. */
export const faces: FuzzTarget = {
  name: "faces.py",
  ending: ".py",
  seeds() {
    const samples = Object.fromEntries(
      ["sample_1", "sample_2"].map((sample) => [
        sample,
        Object.fromEntries(
          EMOTIONS.slice(0, 3).map((emotion) => {
            const cloud = points(12, `${sample}/${emotion}`);
            return [
              emotion,
              Object.fromEntries(["x", "y", "z"].map((axis, k) => [axis, cloud.map((p) => p[k])])),
            ];
          }),
        ),
      ]),
    );
    const json = JSON.stringify(samples);
    const python = `# recorded\nface_samples = ${
      json.replaceAll('"', "'").replaceAll("},", "},\n")
    }\n`;
    return Promise.resolve([json, python].map((text) => encoder.encode(text)));
  },
  mutate: textual,
  async read(path) {
    const clouds = await readFaces(path);
    const [n] = clouds.itemShape;
    if (clouds.x.length !== clouds.ids.length * n * 3) return "shapes that do not agree";
    if (!clouds.x.every(Number.isFinite)) return "a number that is not finite";
    return sameNumbers(clouds.x, await Deno.readTextFile(path));
  },
};

/** All numbers in lists, in any order, must be those that were read: none made up, none left out. */
function sameNumbers(x: Float32Array, text: string): string | undefined {
  const lists = text.replaceAll(/"[^"]*"|'[^']*'/g, '""').replaceAll(/#[^\n]*/g, "");
  const written = [...lists.matchAll(/\[([^\]]*)\]/g)]
    .flatMap(([, list]) => list.split(",").map((word) => word.trim()).filter(Boolean))
    .map((word) => Math.fround(Number(word)));
  const sorted = Float32Array.from(written).sort();
  const found = x.slice().sort();
  const same = sorted.length === found.length &&
    // The reader keeps 15 digits, which may round the other way in the last place.
    sorted.every((value, i) => Math.abs(value - found[i]) <= Math.abs(value) * 2e-7 + 1e-44);
  return same ? undefined : "other numbers than the file has";
}

/** Meshes as phone apps export them. */
export const obj: FuzzTarget = {
  name: "OBJ",
  ending: ".obj",
  seeds() {
    const vertices = points(20, "obj").map((p) => `v ${p.join(" ")}`);
    return Promise.resolve([
      encoder.encode(["# exported", "o face", ...vertices, "vn 0 0 1", "f 1 2 3", ""].join("\n")),
    ]);
  },
  mutate: textual,
  async read(path) {
    const lines = (await Deno.readTextFile(path)).split(/\r\n|\r|\n/).filter((line) =>
      /^\s*v\s/.test(line)
    );
    const vertices = await readMesh(path);
    return vertices.length === 3 * lines.length ? undefined : `${vertices.length / 3} vertices`;
  },
};

/** The same as PLY, ascii and binary. */
export const ply: FuzzTarget = {
  name: "PLY",
  ending: ".ply",
  seeds() {
    const cloud = points(20, "ply");
    const head = (format: string) =>
      encoder.encode(
        [
          "ply",
          `format ${format} 1.0`,
          "comment exported",
          `element vertex ${cloud.length}`,
          ...["x", "y", "z"].map((axis) => `property float ${axis}`),
          "property uchar red",
          "end_header",
          "",
        ].join("\n"),
      );
    const text = encoder.encode(cloud.map((p) => `${p.join(" ")} 7\n`).join(""));
    const binary = new DataView(new ArrayBuffer(13 * cloud.length));
    cloud.forEach((p, i) =>
      p.forEach((value, k) => binary.setFloat32(13 * i + 4 * k, value, true))
    );
    const files = [[head("ascii"), text], [
      head("binary_little_endian"),
      new Uint8Array(binary.buffer),
    ]];
    return Promise.resolve(files.map(([a, b]) => Uint8Array.from([...a, ...b])));
  },
  mutate(seed, rng) {
    const end = new TextDecoder("latin1").decode(seed).indexOf("end_header") + 11;
    if (rng.next() < 0.4) return mutateBytes(seed, { rng, other: seed });
    const head = mutateText(new TextDecoder().decode(seed.subarray(0, end)), rng);
    return Uint8Array.from([...encoder.encode(head), ...seed.subarray(end)]);
  },
  async read(path) {
    const vertices = await readMesh(path);
    const text = new TextDecoder("latin1").decode(await Deno.readFile(path));
    const count = /element\s+vertex\s+(\S+)/.exec(text)?.[1];
    return vertices.length === 3 * Number(count) ? undefined : `${vertices.length / 3} of ${count}`;
  },
};
