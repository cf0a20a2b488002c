import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CHROMIUM = Deno.env.get("MIEN_CHROMIUM") ?? "/usr/bin/chromium";

/** How many pixels of a 3-D chart must differ from its paper for it to be drawn at all. */
const DRAWN = 500;

Deno.test({
  name: existsSync(CHROMIUM)
    ? "the report in a browser: charts come alive, nothing is fetched, print shows pictures"
    : "SKIPPED, no Chromium (MIEN_CHROMIUM): the report in a browser",
  ignore: !existsSync(CHROMIUM),
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
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    });
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
        ok(await colours(await chart.screenshot()) > DRAWN);
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

/** How many pixels of a PNG are not white. */
async function colours(png: Uint8Array): Promise<number> {
  const { decode } = await import("fast-png");
  const { data, channels } = decode(png);
  let count = 0;
  for (let i = 0; i < data.length; i += channels) if (data[i] < 200) count++;
  return count;
}
