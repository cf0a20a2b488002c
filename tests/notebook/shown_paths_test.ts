import { strictEqual } from "node:assert/strict";
import { shownPaths } from "#lib/notebook/shown_paths.ts";

const posix = { root: "/home/ada/mien/", home: "/home/ada" };
const windows = { root: "C:\\Users\\Ada (2)\\mien\\", home: "C:\\Users\\Ada (2)" };

Deno.test("paths are told from the project's root, or from home", () => {
  strictEqual(shownPaths("in /home/ada/mien/lib/a.ts", posix), "in lib/a.ts");
  strictEqual(shownPaths("file:///home/ada/mien/lib/a.ts:3", posix), "file://lib/a.ts:3");
  strictEqual(shownPaths("/home/ada/data/fer2013.csv", posix), "~/data/fer2013.csv");
  strictEqual(shownPaths("/srv/data", { root: "/app/", home: "/" }), "/srv/data");
});

Deno.test("so are Windows's, in whatever form and with whatever drive letter", () => {
  for (
    const [text, wanted] of [
      ["in C:\\Users\\Ada (2)\\mien\\lib\\a.ts", "in lib\\a.ts"],
      ["in c:\\Users\\Ada (2)\\mien\\data/kaggle", "in data/kaggle"],
      ["file:///C:/Users/Ada (2)/mien/lib/a.ts", "file:///lib/a.ts"],
      ['{"file":"C:\\\\Users\\\\Ada (2)\\\\mien\\\\lib"}', '{"file":"lib"}'],
      ["C:\\Users\\Ada (2)\\data", "~\\data"],
    ]
  ) strictEqual(shownPaths(text, windows), wanted);
});
