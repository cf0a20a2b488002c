import { parameters } from "#lib/notebook/parameters.ts";
import { mutateText } from "./mutate.ts";
import type { FuzzTarget } from "./target.ts";

const encoder = new TextEncoder();

/** What a notebook is told from outside: by papermill's JSON, or by the environment. */
export const notebookParameters: FuzzTarget = {
  name: "notebook parameters",
  ending: ".json",
  seeds: () =>
    Promise.resolve([
      { own: { fast: true, seed: 7, dataFolder: "data" } },
      { MIEN_FAST: "1", MIEN_SEED: "42" },
    ].map((given) => encoder.encode(JSON.stringify(given)))),
  mutate: (seed, rng) => encoder.encode(mutateText(new TextDecoder().decode(seed), rng)),
  async read(path) {
    const text = await Deno.readTextFile(path);
    // What is no JSON does not come further.
    const given: unknown = JSON.parse(text);
    const { own = {}, ...environment } = Object(given);
    for (const name of ["MIEN_FAST", "MIEN_SEED"]) {
      // The system takes no NUL; nothing that holds one can arrive.
      Deno.env.set(name, String(environment[name] ?? "").replaceAll("\0", ""));
    }
    const { fast, seed, dataFolder } = parameters(Object(own));
    const right = typeof fast === "boolean" && Number.isSafeInteger(seed) &&
      typeof dataFolder === "string" && (own?.seed === undefined || own.seed === seed);
    return right ? undefined : JSON.stringify({ fast, seed, dataFolder });
  },
};
