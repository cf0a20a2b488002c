import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { isAbsolute } from "node:path";
import { parameters } from "#lib/notebook/parameters.ts";

function withEnvironment(values: Record<string, string>, use: () => void): void {
  const before = Object.keys(values).map((name) => [name, Deno.env.get(name)] as const);
  try {
    for (const [name, value] of Object.entries(values)) Deno.env.set(name, value);
    use();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
  }
}

Deno.test("parameters come from the environment, and the notebook's own win", () => {
  withEnvironment({ MIEN_FAST: "1", MIEN_SEED: "42", MIEN_DATA: "/some/data" }, () => {
    deepStrictEqual(parameters(), { fast: true, seed: 42, dataFolder: "/some/data" });
    deepStrictEqual(parameters({ seed: 7, fast: false }), {
      fast: false,
      seed: 7,
      dataFolder: "/some/data",
    });
  });
});

Deno.test("without an environment there are defaults, and the folder is absolute", () => {
  withEnvironment({ MIEN_FAST: "", MIEN_SEED: "", MIEN_DATA: "" }, () => {
    const { fast, seed, dataFolder } = parameters();
    strictEqual(fast, false);
    ok(Number.isInteger(seed));
    ok(isAbsolute(dataFolder) && /[\\/]data$/.test(dataFolder));
  });
});

Deno.test("a variable with a wrong value is named", () => {
  withEnvironment({ MIEN_FAST: "quick" }, () => throws(() => parameters(), /MIEN_FAST is "quick"/));
  withEnvironment({ MIEN_SEED: "-1" }, () => throws(() => parameters(), /MIEN_SEED is "-1"/));
});

Deno.test("values from outside are looked at: their names and kinds", () => {
  const given = (values: unknown) => () => parameters(values as Parameters<typeof parameters>[0]);
  throws(given({ sed: 7 }), /no parameter "sed": there are fast, seed, dataFolder/);
  throws(given({ fast: "true" }), /fast is a boolean, not "true"/);
  throws(given({ seed: 1.5 }), /seed 1.5 is no whole number/);
});
