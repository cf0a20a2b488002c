import { match, ok, strictEqual } from "node:assert/strict";
import { listFiles } from "#tools/test/list_files.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string) => Deno.readTextFileSync(new URL(path, root));
const config = JSON.parse(read("deno.json"));

Deno.test("every npm dependency is pinned to one version", () => {
  for (const [name, target] of Object.entries<string>(config.imports)) {
    if (target.startsWith("npm:")) match(target, /@\d+\.\d+\.\d+$/, name);
    else match(target, /^\.\//, `${name}: only npm packages and the project itself`);
  }
});

Deno.test("the lock file names no registry address", () => {
  strictEqual(/https?:/.test(read("deno.lock")), false);
});

Deno.test("the README's tasks exist, and its Deno is the one that CI runs", () => {
  const readme = read("README.md");
  for (const [, task] of readme.matchAll(/`task (\w+)/g)) ok(task in config.tasks, task);
  const version = /deno@(\d+\.\d+\.\d+)/.exec(readme)?.[1];
  ok(version);
  for (const [, other] of (readme + read(".ci/run")).matchAll(/deno@([\d.]+\d)/g)) {
    strictEqual(other, version);
  }
});

Deno.test("relative links in Markdown lead somewhere", async () => {
  for (const file of await listFiles(root, ".md")) {
    for (const [, target] of read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)/g)) {
      const path = new URL(target, new URL(file, root));
      ok(await Deno.stat(path).then(() => true, () => false), `${file} links to ${target}`);
    }
  }
});
