import { unzipSync, type Zippable, zipSync } from "fflate";

/** The files of a submission: path within the zip → content. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** What compresses well; weights, pictures and PDFs are stored as they are. */
const TEXT =
  /\.(ts|js|json|jsonc|md|typ|ipynb|py|txt|css|html|svg|lock|cff|yml|csv|toml)$|\/[^.]+$/;

/**
 * Files as a zip that is the same byte for byte whenever they are: sorted by path, all dated
 * 1980-01-01, with no owner or rights.
 *
 * @throws {RangeError} for no files, or a path that would leave the folder it is unpacked in.
 *
 * @example
 * ```ts
 * import { bundle } from "#lib/submission/bundle.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const [a, b] = [["a.txt", new Uint8Array(3)], ["b.txt", new Uint8Array(2)]] as const;
 * deepStrictEqual(bundle(new Map([a, b])), bundle(new Map([b, a])));
 * ```
 */
export function bundle(files: Files): Uint8Array {
  if (files.size === 0) throw new RangeError("there is nothing to put into the zip");
  const entries: Zippable = {};
  for (const path of [...files.keys()].sort()) {
    if (/^\/|\\|(^|\/)\.\.?(\/|$)/.test(path)) {
      throw new RangeError(`"${path}" is no path for a zip: it must stay within the folder`);
    }
    entries[path] = [files.get(path)!, { level: TEXT.test(path) ? 6 : 0, mtime: OLDEST, os: 0 }];
  }
  return zipSync(entries);
}

/** The oldest date that a zip can hold, in whatever time zone. */
const OLDEST = new Date(1980, 0, 1);

/** Whether a zip holds these files and no others, each unpacked and compared byte for byte. */
export function holds(zip: Uint8Array, files: Files): boolean {
  const unpacked = unzipSync(zip);
  return Object.keys(unpacked).length === files.size &&
    Object.entries(unpacked).every(([path, bytes]) => equal(bytes, files.get(path)));
}

function equal(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
