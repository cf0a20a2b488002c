import { build, type Plugin } from "esbuild";
// Makes Deno fetch the package; only its own file knows how to find it afterwards.
import "jasmine-core";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join } from "node:path";

/**
 * What runs in the test process: jasmine's functions made global, then TensorFlow.js's tests, which
 * call them while they are loaded.
 */
const ENTRY = `
import jasmineRequire from "jasmine-core/lib/jasmine-core/jasmine.js";
const jasmine = jasmineRequire.core(jasmineRequire);
const environment = jasmine.getEnv();
Object.assign(globalThis, jasmineRequire.interface(jasmine, environment), { jasmine });

export async function runSuite(backendName, reporter) {
  await import("@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js");
  await import("@tensorflow/tfjs-core/dist/register_all_gradients.js");
  const { setTestEnvs } = await import("@tensorflow/tfjs-core/dist/jasmine_util.js");
  setTestEnvs([{ name: backendName, backendName, isDataSync: true }]);
  await import("@tensorflow/tfjs-core/dist/tests.js");
  environment.configure({ random: false });
  environment.addReporter(reporter);
  await environment.execute();
}
`;

/** Bundles TensorFlow.js's own test suite, which Deno cannot load as it lies in the package. */
export async function bundleConformance(outfile: string): Promise<void> {
  await build({
    stdin: { contents: ENTRY, resolveDir: dirname(packageFolder("@tensorflow/tfjs-core")) },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    // Without this the tests are taken for code without effects, and dropped.
    ignoreAnnotations: true,
    logLevel: "error",
    banner: {
      js:
        'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    plugins: [npmPackages],
  });
}

/** Finds npm packages in Deno's cache, where no node_modules folder leads esbuild to them. */
const npmPackages: Plugin = {
  name: "npm packages in Deno's cache",
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
      if (isBuiltin(path) || OPTIONAL.has(path)) return { path, external: true };
      const parts = path.split("/");
      const name = parts.splice(0, path.startsWith("@") ? 2 : 1).join("/");
      const isOurs = importer === "<stdin>" || name === "jasmine-core";
      const folder = packageFolder(name, isOurs ? import.meta.url : importer);
      const inside = parts.join("/");
      return { path: resolveFile(join(folder, inside || mainFile(folder))) };
    });
  },
};

/** What a package asks for only if it is there. */
const OPTIONAL = new Set(["encoding"]);

function packageFolder(name: string, from: string = import.meta.url): string {
  return dirname(createRequire(from).resolve(`${name}/package.json`));
}

function mainFile(folder: string): string {
  const { module, main } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return module ?? main ?? "index.js";
}

function resolveFile(path: string): string {
  const candidates = [path, `${path}.js`, join(path, "index.js")];
  const found = candidates.find((file) => existsSync(file) && statSync(file).isFile());
  if (!found) throw new RangeError(`${path} is not in the package`);
  return found;
}
