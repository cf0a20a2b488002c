import { faultMessage } from "../core/errors.ts";

/** A column that FER2013's tables may have. */
export type Fer2013Column = "emotion" | "pixels" | "usage";

/** The columns of a FER2013 table, in the order in which the file has them. */
export type Fer2013Layout = readonly Fer2013Column[];

const NAMES = ["emotion", "pixels", "usage"];

/**
 * Reads the header line of a FER2013 table.
 *
 * Known layouts: `emotion,pixels,Usage` (`fer2013.csv`), `emotion, Usage, pixels`
 * (`icml_face_data.csv`, the spaces are the file's own) and `emotion,pixels` (`train.csv`; every row
 * is then of usage Training). Any other order of these columns is understood as well; a column more
 * is an error, for it would have to be skipped.
 *
 * @param start the first line, or as much of the file as was read in search of one.
 * @throws {SyntaxError} that says what the file is instead, where that can be told.
 */
export function fer2013Layout(start: Uint8Array, file: string): Fer2013Layout {
  const fail = (what: string, remedy: string): never => {
    throw new SyntaxError(faultMessage(what, { file, line: 1 }, remedy));
  };
  const other = otherKind(start);
  if (other) fail(`this is ${other[0]}, not FER2013's table`, other[1]);
  const line = new TextDecoder().decode(start).replace(/^\uFEFF/, "").trimEnd();
  const columns = line.split(",").map((name) => unquoted(name.trim()).trim().toLowerCase());
  if (columns[0] === "usage" && columns[1] === "image name") {
    fail(
      "these are FER+'s votes, without any pixels",
      "Name fer2013.csv here; the votes are found by themselves where they lie beside it.",
    );
  }
  if (columns.length === 1 && columns[0] === "pixels") {
    fail(
      "this is the competition's test.csv: pixels without labels",
      "Use fer2013.csv or icml_face_data.csv, which hold the test rows with their labels.",
    );
  }
  if (/^"?\d+"?,/.test(line)) {
    fail("the header is missing", "Put the line emotion,pixels,Usage before the first row.");
  }
  const unknown = columns.find((name) => !NAMES.includes(name));
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  const missing = ["emotion", "pixels"].find((name) => !columns.includes(name));
  if (unknown !== undefined || twice !== undefined || missing !== undefined) {
    fail(
      unknown !== undefined
        ? `the header has a column "${shortened(unknown)}" that FER2013 has not`
        : twice !== undefined
        ? `the header has the column "${twice}" twice`
        : `the header lacks the column "${missing}"`,
      "FER2013's header is emotion,pixels,Usage. data/README.md says where to get the file.",
    );
  }
  return columns as Fer2013Column[];
}

/** What a file is that is certainly no table of text, and what to do about it. */
function otherKind(bytes: Uint8Array): readonly [string, string] | undefined {
  const text = Array.from(bytes.subarray(0, 300), (byte) => String.fromCharCode(byte)).join("");
  const begins = (start: string) => text.startsWith(start);
  if (begins("PK\x03\x04") || begins("PK\x05\x06")) {
    return ["a zip archive", "Unpack it and name the csv file inside."];
  }
  if (text.slice(257, 262) === "ustar") {
    return ["a tar archive", "Unpack it (tar -xf) and name the fer2013.csv inside."];
  }
  if (begins("\x1f\x8b")) return ["gzip data within gzip data", "Unpack it once (gunzip)."];
  if (begins("Rar!") || begins("7z\xbc\xaf") || begins("BZh") || begins("\xfd7zXZ")) {
    return ["a packed archive", "Unpack it and name the csv file inside."];
  }
  if (begins("\x89PNG") || begins("\xff\xd8\xff")) {
    return ["a picture", "Name the csv file; folders of pictures are not read."];
  }
  if (begins("\x89HDF") || begins("PAR1") || begins("\x93NUMPY")) {
    return ["a binary table of another format", "Name Kaggle's csv file."];
  }
  if (begins("\xff\xfe") || begins("\xfe\xff")) {
    return ["UTF-16 text", "Save it as UTF-8 or plain ASCII text."];
  }
  if (/^(\xef\xbb\xbf)?\s*</.test(text)) {
    return [
      "a web page or XML",
      "Kaggle sends its sign-in page to a download without an account: sign in and download again.",
    ];
  }
  if (/^(\xef\xbb\xbf)?\s*\{/.test(text)) {
    return ["JSON, perhaps an error message of the server", "Open it to see, and download again."];
  }
  if (begins("version https://git-lfs")) {
    return ["a Git LFS pointer", "Fetch the file itself with git lfs pull."];
  }
  // deno-lint-ignore no-control-regex
  if (/[\x00-\x08\x0e-\x1f]/.test(text)) return ["binary data", "Name Kaggle's csv file."];
}

function unquoted(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
