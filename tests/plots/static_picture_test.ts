import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { JSDOM } from "jsdom";
import { staticPicture } from "#lib/plots/static_picture.ts";
import { examples } from "./examples.ts";

const parser = new (new JSDOM("").window.DOMParser)();

for (const [name, chart] of Object.entries(examples())) {
  Deno.test({
    name: `static picture: ${name} is one clean SVG, the same each time`,
    // Plotly and jsdom keep their page, and its timers, for the next picture.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const { mime, body } = await staticPicture(chart);
      strictEqual(mime, "image/svg+xml");
      strictEqual((await staticPicture(chart)).body, body, "deterministic");
      const document = parser.parseFromString(body, "image/svg+xml");
      const root = document.documentElement;
      strictEqual(root.localName, "svg", "well-formed");
      strictEqual(root.getAttribute("width"), String(chart.layout.width));
      strictEqual(root.querySelector("desc")?.textContent, chart.description);
      strictEqual(root.querySelectorAll("script, foreignObject").length, 0);
      ok(!/\bon\w+=|NaN|undefined|href="(?!data:image\/png)/.test(body), "nothing foreign");
      const ids = [...root.querySelectorAll("[id]")].map((element) => element.id);
      strictEqual(new Set(ids).size, ids.length);
      const referred = [...body.matchAll(/url\(#([^)]+)\)/g)].map((found) => found[1]);
      deepStrictEqual(new Set(referred).difference(new Set(ids)).size, 0, "no dangling reference");
      match(root.textContent!, /\w/);
      ok(body.length < 60_000, `${body.length} characters`);
    },
  });
}
