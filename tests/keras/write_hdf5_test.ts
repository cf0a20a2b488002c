import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { File as JsFile } from "jsfive";
import { namesAttribute, setNames, textAttribute } from "#lib/keras/hdf5/attributes.ts";
import { type DatasetContent, GroupContent } from "#lib/keras/hdf5/file_tree.ts";
import { h5wasm } from "#lib/keras/hdf5/h5.ts";
import { openHdf5 } from "#lib/keras/hdf5/open_hdf5.ts";
import { readArray } from "#lib/keras/hdf5/read_array.ts";
import { writeHdf5 } from "#lib/keras/hdf5/write_hdf5.ts";

/** A tree as plain data, so that what was written and what is read can be compared. */
interface Plain {
  readonly attributes: Record<string, string | readonly string[]>;
  readonly groups: Record<string, Plain>;
  readonly datasets: Record<
    string,
    { shape: readonly number[]; dtype: DatasetContent["dtype"]; values: readonly number[] }
  >;
}

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter((text) => !/[\0/]/.test(text) && text !== ".");
const text = fc.string({ unit: "grapheme", maxLength: 300 }).filter((item) => !item.includes("\0"));
const dictionary = <T>(value: fc.Arbitrary<T>, maxKeys: number) =>
  fc.dictionary(name, value, { maxKeys, noNullPrototype: true });
const numbers = fc.tuple(
  fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
  fc.constantFrom("float32" as const, "int32" as const),
  fc.integer({ min: -1000, max: 1000 }),
).map(([shape, dtype, first]) => ({
  shape,
  dtype,
  values: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => first + i),
}));
const attribute = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 6 }));
const { tree } = fc.letrec<{ tree: Plain }>((tie) => ({
  tree: fc.record({
    attributes: dictionary(attribute, 4),
    groups: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constant({}),
      dictionary(tie("tree"), 4),
    ),
    datasets: dictionary(numbers, 5),
  }).map(({ attributes, groups, datasets }) => ({
    attributes,
    groups: Object.fromEntries(Object.entries(groups).filter(([key]) => !(key in datasets))),
    datasets,
  })),
}));

function content({ attributes, groups, datasets }: Plain): GroupContent {
  const group = new GroupContent();
  for (const [key, value] of Object.entries(attributes)) group.attributes.set(key, value);
  for (const [key, value] of Object.entries(groups)) group.members.set(key, content(value));
  for (const [key, { shape, dtype, values }] of Object.entries(datasets)) {
    const read = () => (dtype === "float32" ? Float32Array : Int32Array).from(values);
    group.dataset(key, { shape, dtype, read });
  }
  return group;
}

function readWithH5wasm(group: h5wasm.Group): Plain {
  const members = group.keys().map((key) => [key, group.get(key)] as const);
  return {
    attributes: Object.fromEntries(
      Object.entries(group.attrs).map(([key, { value }]) => [key, value as string | string[]]),
    ),
    groups: Object.fromEntries(
      members.flatMap(([key, node]) =>
        node instanceof h5wasm.Group ? [[key, readWithH5wasm(node)]] : []
      ),
    ),
    datasets: Object.fromEntries(
      members.flatMap(([key, node]) => {
        if (!(node instanceof h5wasm.Dataset)) return [];
        const dtype = node.dtype === "<f" ? "float32" as const : "int32" as const;
        return [[key, { shape: node.shape!, dtype, values: [...readArray(node, {}).data] }]];
      }),
    ),
  };
}

Deno.test("trees drawn at random: h5wasm reads what was written", async () => {
  const path = await Deno.makeTempFile({ suffix: ".h5" });
  await fc.assert(
    fc.asyncProperty(tree, async (plain) => {
      writeHdf5(path, content(plain));
      deepStrictEqual(await openHdf5(path, readWithH5wasm), plain);
    }),
    { numRuns: 60 },
  );
  await Deno.remove(path);
});

Deno.test("jsfive, which shares no code with it, reads what was written", async () => {
  const path = await Deno.makeTempFile({ suffix: ".h5" });
  const root = new GroupContent();
  root.attributes.set("title", "Miene, 表情").set("names", ["one", "", "three"]);
  const read = () => Float32Array.from({ length: 6 }, (_, i) => i / 3);
  root.dataset("a/b/c", { shape: [2, 3], dtype: "float32", read });
  root.dataset("a/n", { shape: [2], dtype: "int32", read: () => Int32Array.of(-7, 2 ** 30) });
  writeHdf5(path, root);
  const file = new JsFile((await Deno.readFile(path)).buffer, "x.h5");
  strictEqual(file.attrs.title, "Miene, 表情");
  deepStrictEqual([...file.attrs.names], ["one", "", "three"]);
  deepStrictEqual([file.get("a/b/c").shape, [...file.get("a/b/c").value]], [[2, 3], [...read()]]);
  deepStrictEqual([...file.get("a/n").value], [-7, 2 ** 30]);
  await Deno.remove(path);
});

Deno.test("h5py reads trees drawn at random", {
  ignore: !Deno.env.has("MIEN_PYTHON"),
}, async () => {
  const folder = await Deno.makeTempDir({ prefix: "trees" });
  const trees = fc.sample(tree, { numRuns: 40, seed: 7 });
  trees.forEach((plain, i) => writeHdf5(`${folder}/${i}.h5`, content(plain)));
  const script = fileURLToPath(new URL("../reference/read_hdf5_trees.py", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.env.get("MIEN_PYTHON")!, {
    args: [script, ...trees.map((_, i) => `${folder}/${i}.h5`)],
  }).output();
  strictEqual(success, true, new TextDecoder().decode(stderr));
  deepStrictEqual(JSON.parse(new TextDecoder().decode(stdout)), trees);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a thousand members, 7,000 names and a text of 200,000 bytes", async () => {
  const path = await Deno.makeTempFile({ suffix: ".h5" });
  const root = new GroupContent();
  const names = Array.from({ length: 7000 }, (_, i) => `layer_${i}`);
  setNames(root, "layer_names", names);
  root.attributes.set("model_config", "ü".repeat(100_000));
  for (const key of names.slice(0, 1000)) {
    root.dataset(`${key}/x`, { shape: [], dtype: "float32", read: () => Float32Array.of(3) });
  }
  writeHdf5(path, root);
  await openHdf5(path, (file) => {
    deepStrictEqual(namesAttribute(file, "layer_names"), names);
    strictEqual(textAttribute(file, "model_config"), "ü".repeat(100_000));
    strictEqual(file.keys().length, 1000);
    deepStrictEqual([...readArray(file.get("layer_999/x") as h5wasm.Dataset, {}).data], [3]);
  });
  await Deno.remove(path);
});

Deno.test("an array larger than one reading comes back whole, whatever its first axis", async () => {
  const path = await Deno.makeTempFile({ suffix: ".h5" });
  for (const shape of [[600_001], [3, 200_001], [1, 600_001], [200_001, 3], [2, 3, 100_003]]) {
    const values = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => i);
    const root = new GroupContent();
    root.dataset("x", { shape, dtype: "float32", read: () => values });
    writeHdf5(path, root);
    const found = await openHdf5(path, (file) => readArray(file.get("x") as h5wasm.Dataset, {}));
    deepStrictEqual(found.shape, shape);
    strictEqual(found.data.every((value, i) => value === i), true, shape.join());
  }
  await Deno.remove(path);
});

Deno.test("other numbers than the shape says: an error, and the old file stays", async () => {
  const folder = await Deno.makeTempDir({ prefix: "wrong" });
  const path = `${folder}/x.h5`;
  await Deno.writeTextFile(path, "old");
  const root = new GroupContent();
  root.dataset("x", { shape: [3], dtype: "float32", read: () => Float32Array.of(1, 2) });
  throws(() => writeHdf5(path, root), /2 numbers of float32 for a dataset of shape \[3\]/);
  throws(() => root.group("x/y"), /two weights of one name/);
  deepStrictEqual([...Deno.readDirSync(folder)].map((entry) => entry.name), ["x.h5"]);
  strictEqual(await Deno.readTextFile(path), "old");
  await Deno.remove(folder, { recursive: true });
});
