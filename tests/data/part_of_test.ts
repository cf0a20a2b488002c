import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { partOf } from "#lib/data/part_of.ts";
import { UsageError } from "#tools/cli/run_command.ts";
import { readPart } from "#tools/cli/read_part.ts";

const dataset = {
  name: "FER2013",
  synthetic: false,
  itemShape: [1],
  ids: ["Training/0", "PublicTest/0", "PrivateTest/0"],
  x: Uint8Array.of(7, 8, 9),
  y: Uint8Array.of(0, 3, 6),
  role: Uint8Array.of(0, 2, 2),
};

Deno.test("a part is the samples of a role or of a usage, and its name says which", () => {
  const { name, x } = partOf(dataset, { role: "test" });
  strictEqual(name, "FER2013, test");
  deepStrictEqual([...x], [8, 9]);
  const rows = partOf(dataset, { usage: "PrivateTest" });
  strictEqual(rows.name, "FER2013 PrivateTest");
  deepStrictEqual([...rows.x], [9]);
});

Deno.test("a part without samples is an error that names it", () => {
  throws(
    () => partOf(dataset, { role: "validation" }),
    { name: "RangeError", message: /nothing to judge in FER2013, validation/ },
  );
  throws(() => partOf(dataset, { usage: "" }), RangeError);
});

Deno.test("the command line chooses rows by usage or by role, never silently by one of both", () => {
  deepStrictEqual(readPart({}, "validation"), { role: "validation" });
  deepStrictEqual(readPart({ role: "train" }, "test"), { role: "train" });
  deepStrictEqual(readPart({ usage: "PublicTest" }, "test"), { usage: "PublicTest" });
  throws(() => readPart({ usage: "PublicTest", role: "test" }, "test"), UsageError);
  throws(() => readPart({ role: "exam" }, "test"), /--role needs one of train, validation, test/);
});
