import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CHROMIUM, launchChromium, NO_CHROMIUM } from "../support/chromium.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** How many dark pixels a chart must show to count as drawn. */
const DRAWN = 500;

Deno.test({
  name: CHROMIUM
    ? "the report in a browser: charts come alive, nothing is fetched, print shows pictures"
    : `the report in a browser: ${NO_CHROMIUM}`,
  ignore: !CHROMIUM,
  // Playwright keeps handles of its own.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const out = await Deno.makeTempDir({ prefix: "mien-test-" });
    const args = ["--folder", "tests/fixtures/notebooks", "--only", "charts", "--out", out];
    const { success } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "tools/notebooks.ts", ...args],
      cwd: ROOT,
      stderr: "null",
    }).output();
    ok(success);
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 2400 } });
      const requests: string[] = [];
      const faults: string[] = [];
      page.on("request", (request) => {
        if (!/^(data|blob):/.test(request.url())) requests.push(request.url());
      });
      page.on("pageerror", (error) => faults.push(error.message));
      const address = pathToFileURL(`${out}/report.html`).href;
      await page.goto(address);
      await page.waitForFunction(
        "[...document.querySelectorAll('.chart .live')].every((live) => live.data)",
      );
      await page.waitForTimeout(500);
      deepStrictEqual(requests, [address]);
      deepStrictEqual(faults, []);
      const charts = await page.locator("figure.chart").all();
      strictEqual(charts.length, 2);
      for (const chart of charts) {
        ok(await darkPixels(await chart.screenshot()) > DRAWN);
        strictEqual(await chart.locator(".still").isVisible(), false);
      }
      await page.emulateMedia({ media: "print" });
      for (const chart of charts) {
        strictEqual(await chart.locator(".still").isVisible(), true);
        strictEqual(await chart.locator(".live").isVisible(), false);
      }
    } finally {
      await browser.close();
      await Deno.remove(out, { recursive: true });
    }
  },
});

/** How many pixels of a PNG are clearly not white. */
async function darkPixels(png: Uint8Array): Promise<number> {
  const { decode } = await import("fast-png");
  const { data, channels } = decode(png);
  let count = 0;
  for (let i = 0; i < data.length; i += channels) if (data[i] < 200) count++;
  return count;
}
