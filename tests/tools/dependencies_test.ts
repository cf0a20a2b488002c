import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { isKnownLicence, licenceOf } from "#tools/dependencies/licence_of.ts";
import { readLock } from "#tools/dependencies/read_lock.ts";

const read = (path: string) => Deno.readTextFileSync(new URL(`../../${path}`, import.meta.url));
const page = read("docs/dependencies.md");
const told = [...page.matchAll(/^(?:\| (\S+) +\| (\S+) +\| (.+?) +\||- (\S+) (\S+))$/gm)]
  .map(([, a, v, licence, b, w]) => ({ name: a ?? b, version: v ?? w, licence }))
  .filter(({ name }) => name !== "package" && !/^-+$/.test(name));

Deno.test("every dependency stands in docs/dependencies.md as it is locked, and no other", () => {
  const names = (of: readonly { name: string; version: string }[]) =>
    of.map(({ name, version }) => `${name} ${version}`).sort();
  deepStrictEqual(names(told), names(readLock(read("deno.lock"))), "run deno task dependencies");
});

Deno.test("every dependency's licence is known, or it is a build for another system", () => {
  for (const { name, version, licence } of told) {
    if (licence !== undefined) ok(isKnownLicence(licence), `${name} ${version}: ${licence}`);
  }
  // What the project names itself is fetched everywhere.
  const { imports } = JSON.parse(read("deno.json")) as { imports: Record<string, string> };
  for (const [name, target] of Object.entries(imports)) {
    if (!target.startsWith("npm:")) continue;
    ok(told.some((one) => one.name === name && one.licence), `${name} has no licence on the page`);
  }
});

Deno.test("no script of a package is run when it is fetched", () => {
  const config = JSON.parse(read("deno.json"));
  strictEqual(config.nodeModulesDir, "none");
  strictEqual("allowScripts" in config, false);
  strictEqual(read("deno.json").includes("--allow-scripts"), false);
});

Deno.test("licences are those of the package, also where it names several or a file", () => {
  strictEqual(licenceOf({ name: "a" }, { license: "(MIT OR CC0-1.0)" }), "MIT OR CC0-1.0");
  strictEqual(licenceOf({ name: "a" }, { license: { type: "ISC" } }), "ISC");
  strictEqual(licenceOf({ name: "a" }, {}), "none told");
  for (const known of ["MIT", "MIT AND Zlib", "Apache-2.0"]) ok(isKnownLicence(known));
  for (const other of ["none told", "GPL-3.0", "MIT AND GPL-3.0", "SEE LICENSE IN FILE", ""]) {
    ok(!isKnownLicence(other), other);
  }
});
