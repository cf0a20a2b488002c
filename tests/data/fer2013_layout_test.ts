import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert/strict";
import { fer2013Layout } from "#lib/data/fer2013_layout.ts";
import { fer2013Rows } from "#lib/data/fer2013_rows.ts";
import { inPieces } from "./support.ts";

const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

Deno.test("the three layouts, with the spaces that icml_face_data.csv has", () => {
  const layout = (line: string) => fer2013Layout(bytes(line), "f");
  deepStrictEqual(layout("emotion,pixels,Usage"), ["emotion", "pixels", "usage"]);
  deepStrictEqual(layout("emotion, Usage, pixels"), ["emotion", "usage", "pixels"]);
  deepStrictEqual(layout("emotion,pixels"), ["emotion", "pixels"]);
  deepStrictEqual(layout('"emotion","pixels","Usage"'), ["emotion", "pixels", "usage"]);
});

const tar = "fer2013/fer2013.bib" + "\0".repeat(238) + "ustar  \0" + "\0".repeat(240);
const WRONG: readonly [what: string, start: string, message: RegExp][] = [
  ["zip", "PK\x03\x04\x14\0\0\0", /this is a zip archive.*Unpack it/],
  ["tar", tar, /this is a tar archive.*tar -xf/],
  ["gzip in gzip", "\x1f\x8b\x08\0", /gzip data within gzip/],
  ["rar", "Rar!\x1a\x07", /packed archive/],
  ["7z", "7z\xbc\xaf\x27\x1c", /packed archive/],
  ["bzip2", "BZh91AY", /packed archive/],
  ["xz", "\xfd7zXZ\0", /packed archive/],
  ["parquet", "PAR1", /binary table/],
  ["NumPy", "\x93NUMPY\x01", /binary table/],
  ["PNG", "\x89PNG\r\n", /a picture/],
  ["JPEG", "\xff\xd8\xff\xe0", /a picture/],
  ["HDF5", "\x89HDF\r\n", /binary table/],
  ["UTF-16", "\xff\xfee\0m\0", /UTF-16 text/],
  ["web page", "<!DOCTYPE html>", /a web page.*sign in and download again/],
  ["web page after blanks", "  <html>", /a web page/],
  ["JSON", '{"code":403,"message":"Forbidden"}', /this is JSON/],
  ["LFS pointer", "version https://git-lfs.github.com/spec/v1", /Git LFS pointer/],
  ["binary", "\x00\x01\x02\x03", /binary data/],
  ["FER+", "Usage,Image name,neutral,happiness", /FER\+'s votes.*Name fer2013\.csv/],
  ["test.csv", "pixels", /test\.csv: pixels without labels/],
  ["no header", "0,70 80 82,Training", /the header is missing/],
  ["no header, quoted", '"0","70 80 82"', /the header is missing/],
  ["a column more", "emotion,pixels,Usage,age", /has a column "age" that FER2013 has not/],
  ["a column twice", "emotion,pixels,pixels", /has the column "pixels" twice/],
  ["no emotion", "pixels,Usage", /lacks the column "emotion"/],
  ["no pixels", "emotion,Usage", /lacks the column "pixels"/],
  ["prose", "The data consists of 48x48 pixel images", /column "the data consists/],
];

for (const [what, start, message] of WRONG) {
  Deno.test(`a wrong file is recognised: ${what}`, async () => {
    throws(() => fer2013Layout(bytes(start), "some.csv"), (error: Error) => {
      strictEqual(error.constructor, SyntaxError);
      strictEqual(message.test(error.message), true, error.message);
      strictEqual(/\(some\.csv, line 1\)\. [A-Z]/.test(error.message), true, error.message);
      return true;
    });
    async function* one() {
      yield bytes(start + "\n".padStart(3, "x"));
      await Promise.resolve();
    }
    await rejects(fer2013Rows(one(), { file: "some.csv" }), SyntaxError);
  });
}

Deno.test("a large file without any line end is refused before it is all in memory", async () => {
  let given = 0;
  async function* endless() {
    for (; given < 1000; given++) yield new Uint8Array(10_000).fill(120);
    await Promise.resolve();
  }
  await rejects(fer2013Rows(endless(), { file: "f" }), SyntaxError);
  strictEqual(given < 10, true);
});

for (
  const [what, text, message] of [
    ["nothing", "", /the file is empty/],
    ["a header alone", "emotion,pixels,Usage\n", /no row below the header/],
  ] as const
) {
  Deno.test(`a file of ${what} is refused`, async () => {
    await rejects(fer2013Rows(inPieces(text, []), { file: "f" }), message);
  });
}
