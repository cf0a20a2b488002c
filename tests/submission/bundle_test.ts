import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { unzipSync } from "fflate";
import { bundle, holds } from "#lib/submission/bundle.ts";

const files = (...entries: [string, number[]][]) =>
  new Map(entries.map(([path, bytes]) => [path, Uint8Array.from(bytes)]));

Deno.test("a zip depends on names and contents alone, not on their order", () => {
  const name = fc.stringMatching(/^[a-z]{1,8}(\.(ts|png|h5))?$/);
  const content = fc.uint8Array({ maxLength: 200 });
  fc.assert(fc.property(fc.dictionary(name, content), (entries) => {
    const list = Object.entries(entries);
    fc.pre(list.length > 0);
    const zip = bundle(new Map(list));
    deepStrictEqual(zip, bundle(new Map(list.toReversed())));
    ok(holds(zip, new Map(list)));
  }));
});

Deno.test("a zip is dated 1980 and unpacks to what went in", () => {
  const zip = bundle(files(["b/two.ts", [1, 2, 3]], ["a.h5", [4]]));
  deepStrictEqual(Object.keys(unzipSync(zip)), ["a.h5", "b/two.ts"]);
  const header = new DataView(zip.buffer, zip.byteOffset);
  strictEqual(header.getUint32(10, true), 0x00210000, "midnight of 1 January 1980, in DOS's form");
});

Deno.test("what a zip does not hold is noticed", () => {
  const zip = bundle(files(["a.h5", [1, 2]]));
  strictEqual(holds(zip, files(["a.h5", [1, 3]])), false);
  strictEqual(holds(zip, files(["a.h5", [1, 2]], ["b.h5", [1]])), false);
  strictEqual(holds(zip, files()), false);
});

Deno.test("paths that would leave the folder are refused", () => {
  for (const path of ["../a", "/a", "a/../../b", "a\\b"]) {
    throws(() => bundle(files([path, [1]])), /no path for a zip/, path);
  }
  throws(() => bundle(files()), /nothing to put/);
});
