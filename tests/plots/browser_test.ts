import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { staticPicture } from "#lib/plots/static_picture.ts";
import { CHROMIUM, launchChromium, NO_CHROMIUM } from "../support/chromium.ts";
import { examples, spatialExample } from "./examples.ts";

Deno.test({
  name: CHROMIUM
    ? "browser: every chart is drawn by live plotly, without errors, like its still picture"
    : `browser: ${NO_CHROMIUM}`,
  ignore: !CHROMIUM,
  // The browser is a process of its own; plotly's page is kept for later pictures.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(test) {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      await page.setContent("<body><div id=chart></div><div id=still></div></body>");
      await page.addScriptTag({ path: fileURLToPath(import.meta.resolve("plotly.js-dist-min")) });
      for (const [name, chart] of Object.entries(examples())) {
        await test.step(name, async () => {
          deepStrictEqual(await draw(page, chart), [], "attributes that plotly does not know");
          const { body } = await staticPicture(chart);
          const [live, still] = await wordsOf(page, body);
          deepStrictEqual(still.words, live.words);
          ok(still.words.length > 3);
          strictEqual(still.outside, 0, "all text lies within the picture");
        });
      }
      await test.step("3-D", async () => {
        deepStrictEqual(await draw(page, spatialExample()), []);
        strictEqual(await page.locator("#chart canvas").count() > 0, true);
      });
      deepStrictEqual(faults, []);
    } finally {
      await browser.close();
    }
  },
});

/** Draws a chart; returns what plotly finds wrong with it. */
function draw(page: Page, chart: { data: unknown; layout: unknown }): Promise<string[]> {
  return page.evaluate(async ({ data, layout }) => {
    // deno-lint-ignore no-explicit-any
    const { Plotly } = globalThis as any;
    const found = Plotly.validate(data, layout) ?? [];
    Plotly.purge("chart");
    await Plotly.newPlot("chart", data, layout, { displayModeBar: false });
    // "unused": known, but of no effect in this chart.
    const wrong = found.filter((fault: { code: string }) => fault.code !== "unused");
    return wrong.map((fault: { msg: string }) => fault.msg);
  }, { data: chart.data, layout: chart.layout });
}

/** The words of the live chart and of the still picture, in order of the alphabet. */
function wordsOf(page: Page, svg: string) {
  return page.evaluate((svg) => {
    const still = document.getElementById("still")!;
    still.innerHTML = svg;
    const frame = still.firstElementChild!.getBoundingClientRect();
    return [document.getElementById("chart")!, still].map((place) => {
      const texts = [...place.querySelectorAll("text")].filter((text) => text.textContent);
      return {
        words: texts.map((text) => text.textContent!).sort(),
        outside: place !== still ? 0 : texts.filter((text) => {
          const box = text.getBoundingClientRect();
          return box.left < frame.left - 1 || box.right > frame.right + 1 ||
            box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
        }).length,
      };
    });
  }, svg);
}
