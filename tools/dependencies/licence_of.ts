import type { Package } from "./read_lock.ts";

/** What may be used and passed on, also with parts that are not open, when its text goes along. */
const KNOWN = new Set([
  ..."MIT ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 BlueOak-1.0.0 CC0-1.0 Unlicense Zlib"
    .split(" "),
  ...["NIST-Software", "public domain"],
  // Fonts.
  "OFL-1.1",
  // Used as libraries, unchanged.
  ..."MPL-2.0 LGPL-3.0 LGPL-3.0-or-later".split(" "),
]);

/** Packages that name a file instead of a licence, with what stands in that file. */
const READ: Readonly<Record<string, string>> = {
  h5wasm: "NIST-Software",
  jsfive: "public domain AND BSD-3-Clause",
};

/** The licence of a package as its `package.json` tells it (SPDX). */
export function licenceOf({ name }: Pick<Package, "name">, manifest: Manifest): string {
  const told = typeof manifest.license === "string" ? manifest.license : manifest.license?.type;
  return READ[name] ?? told?.replace(/^\((.*)\)$/, "$1") ?? "none told";
}

/** What is used of a `package.json`. */
export interface Manifest {
  readonly license?: string | { readonly type?: string };
}

/** Whether every licence of an SPDX expression is one that is known. */
export function isKnownLicence(expression: string): boolean {
  return expression.split(/ AND | OR /).every((licence) => KNOWN.has(licence));
}
