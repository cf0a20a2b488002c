import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** The Chromium on the PATH, or undefined where there is none: a browser test then skips. */
export const CHROMIUM = ["chromium", "chromium-browser", "google-chrome"].flatMap((name) =>
  (Deno.env.get("PATH") ?? "").split(":").map((folder) => `${folder}/${name}`)
).find((path) => existsSync(path));

/** What a skipped test's name says. */
export const NO_CHROMIUM = "SKIPPED, no chromium on PATH (Debian: apt install chromium)";

/** Starts the browser, headless, with WebGL in software and no requests of its own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
    ],
  });
}
