import { resolve } from "node:path";

/** What every notebook can be told from outside. */
export interface Parameters {
  /** A short run: fewer samples and epochs. The notebook decides what that means. */
  readonly fast: boolean;
  /** Where every random stream of the notebook starts. */
  readonly seed: number;
  /** Absolute path of the folder with the real data sets; it need not exist. */
  readonly dataFolder: string;
}

/**
 * The parameters of this run. They come from the environment (`MIEN_FAST`, `MIEN_SEED`,
 * `MIEN_DATA`), which `deno task notebooks` fills in from its command line; `own` values win over
 * it. A notebook calls this in its cell tagged `parameters`; papermill, with `tools/papermill`
 * installed, puts a cell below that calls it again with the values it was given.
 *
 * @throws {RangeError} when a variable holds something else than it may (`MIEN_FAST` is 1, 0, true,
 * false or empty, `MIEN_SEED` a whole number), or when there is no parameter of a given name.
 * @throws {TypeError} when a given value is of the wrong kind.
 *
 * @example
 * ```ts
 * import { parameters } from "#lib/notebook/parameters.ts";
 * import { strictEqual } from "node:assert/strict";
 * const { seed } = parameters({ seed: 7 });
 * strictEqual(seed, 7);
 * ```
 */
export function parameters(own: Partial<Parameters> = {}): Parameters {
  expectKinds(own);
  const given = {
    fast: readFlag("MIEN_FAST"),
    seed: readSeed("MIEN_SEED"),
    dataFolder: Deno.env.get("MIEN_DATA") || `${import.meta.dirname}/../../data`,
    ...own,
  };
  return { ...given, dataFolder: resolve(given.dataFolder) };
}

const KINDS: Readonly<Record<keyof Parameters, string>> = {
  fast: "boolean",
  seed: "number",
  dataFolder: "string",
};

/** Values may come from outside, where no compiler has looked at them. */
function expectKinds(own: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(own)) {
    if (!Object.hasOwn(KINDS, name)) {
      throw new RangeError(`no parameter "${name}": there are ${Object.keys(KINDS).join(", ")}`);
    }
    const [found, kind] = [typeof value, KINDS[name as keyof Parameters]];
    if (found !== kind) {
      throw new TypeError(`the parameter ${name} is a ${kind}, not ${JSON.stringify(value)}`);
    }
  }
  if (own.seed !== undefined && !Number.isSafeInteger(own.seed)) {
    throw new RangeError(`the seed ${own.seed} is no whole number`);
  }
}

/** The number of the course whose assignment this is. */
const DEFAULT_SEED = 6835;

function readFlag(name: string): boolean {
  const value = (Deno.env.get(name) ?? "").toLowerCase();
  if (["", "0", "false"].includes(value)) return false;
  if (["1", "true"].includes(value)) return true;
  throw new RangeError(`${name} is "${value}": set it to 1 or 0, or not at all`);
}

function readSeed(name: string): number {
  const value = Deno.env.get(name) ?? "";
  if (value === "") return DEFAULT_SEED;
  if (!/^\d{1,15}$/.test(value)) {
    throw new RangeError(`${name} is "${value}": a seed is a whole number, for instance 42`);
  }
  return Number(value);
}
