import { deepStrictEqual } from "node:assert/strict";
import { listFiles } from "#tools/test/list_files.ts";

const root = new URL("../../", import.meta.url);

/** What Windows does not take as a file's name, whatever its ending. */
const RESERVED = /[<>:"|?*\\]|[. ]$|(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** What works on one system only, and what to write instead. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/import\.meta\.(url|resolve\([^)]*\))\)\.pathname/, "fileURLToPath knows drive letters"],
  [/\b(file|path)\.pathname\b/, "fileURLToPath knows drive letters"],
  [/["'`]\/tmp\b/, "Deno.makeTempDir, or tmpdir of node:os"],
  [/\b(folder|path|file|dir)\.(split|lastIndexOf)\("\/"\)/i, "basename and dirname of node:path"],
  [
    /addSignalListener\("SIG(TERM|HUP|QUIT|USR)/,
    "Windows has no such signal: look at Deno.build.os",
  ],
];

/** Where they are right: names within zips, modules and HDF5 files, and what is guarded. */
const RIGHT = [
  "lib/keras/hdf5/file_tree.ts",
  "lib/keras/hdf5/open_hdf5.ts",
  "lib/keras/weights_file.ts",
  "tools/engine/bundle_conformance.ts",
  "tools/lab.ts",
  "tools/notebooks.ts",
  "tools/render/fingerprint.ts",
];

Deno.test("every file can lie on Windows and on disks that do not tell a from A", async () => {
  const files = await listFiles(root, "");
  deepStrictEqual(files.filter((path) => RESERVED.test(path)), []);
  const lower = files.map((path) => path.toLowerCase());
  deepStrictEqual(lower.filter((path, i) => lower.indexOf(path) !== i), []);
});

Deno.test("no code splits paths at / or knows folders and signals of one system", async () => {
  const found: string[] = [];
  for (const path of await listFiles(root, ".ts")) {
    if (!/^(lib|tools|capture|bench)\//.test(path) || RIGHT.includes(path)) continue;
    const text = await Deno.readTextFile(new URL(path, root));
    for (const [pattern, instead] of FORBIDDEN) {
      if (pattern.test(text)) found.push(`${path}: ${pattern.exec(text)![0]} (${instead})`);
    }
  }
  deepStrictEqual(found, []);
});
