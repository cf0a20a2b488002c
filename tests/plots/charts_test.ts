import { deepStrictEqual, match, ok } from "node:assert/strict";
import type { Chart } from "#lib/plots/chart.ts";
import { examples } from "./examples.ts";

const FOLDER = new URL("../fixtures/plots/", import.meta.url);
/** `MIEN_UPDATE_FIXTURES=1 deno test -A tests/plots` writes the snapshots anew; look at the diff. */
const UPDATE = Deno.env.get("MIEN_UPDATE_FIXTURES") === "1";

for (const [name, chart] of Object.entries(examples())) {
  Deno.test(`plots: ${name} is as reviewed`, () => {
    const file = new URL(`${name}.json`, FOLDER);
    const now = rounded(chart);
    if (UPDATE) Deno.writeTextFileSync(file, JSON.stringify(now, null, 1) + "\n");
    deepStrictEqual(now, JSON.parse(Deno.readTextFileSync(file)));
  });

  Deno.test(`plots: ${name} is plain data with title, words, fixed size`, () => {
    deepStrictEqual(JSON.parse(JSON.stringify(chart)), structuredClone(chart), "survives JSON");
    const title = (chart.layout.title as { text: string }).text;
    ok(title.length > 20 && chart.description.length > 40);
    ok(!/undefined|NaN|null/.test(title + chart.description));
    ok(chart.layout.width! > 200 && chart.layout.height! > 200);
    ok(JSON.stringify(chart).length < 60_000);
  });

  Deno.test(`plots: ${name} says when its faces are synthetic`, () => {
    const title = (chart.layout.title as { text: string }).text;
    if (/synthetic faces/.test(chart.description)) match(title, /synthetic faces/);
    else match(title, /made-up figures/);
  });
}

/** What JSON holds of a chart, numbers rounded to six digits. */
function rounded(chart: Chart): unknown {
  return JSON.parse(
    JSON.stringify(
      chart,
      (_, value) => typeof value === "number" ? Number(value.toFixed(6)) : value,
    ),
  );
}
