import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { type Browser, chromium, type Page } from "playwright-core";
import { serveCapture } from "#tools/capture/serve_capture.ts";
import { CHROMIUM, NO_CHROMIUM } from "../support/chromium.ts";
import { cameraFile, wallPhoto, wallPicture } from "./support.ts";

interface Opened {
  readonly page: Page;
  readonly folder: string;
}

/** The page in a real browser; with a camera that films a drawn face, or without one. */
async function withPage(
  { camera, phone = false }: { readonly camera: boolean; readonly phone?: boolean },
  run: (opened: Opened) => Promise<void>,
): Promise<void> {
  const scratch = await Deno.makeTempDir();
  const folder = `${scratch}/personal`;
  const video = `${scratch}/camera.y4m`;
  await Deno.writeFile(video, cameraFile(wallPicture("happy")));
  const server = await serveCapture({ folder });
  const fake = camera
    ? ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${video}`]
    : [];
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--use-fake-ui-for-media-stream",
        ...fake,
      ],
    });
    const viewport = phone ? { width: 360, height: 740 } : { width: 1100, height: 900 };
    const page = await browser.newPage({ viewport });
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto(server.url);
    await run({ page, folder });
    deepStrictEqual(faults, []);
  } finally {
    await browser?.close();
    await server.close();
    await Deno.remove(scratch, { recursive: true });
  }
}

const test = (name: string, fn: () => Promise<void>) =>
  Deno.test({
    name: CHROMIUM ? name : `${name} (${NO_CHROMIUM})`,
    ignore: !CHROMIUM,
    sanitizeOps: false,
    sanitizeResources: false,
    fn,
  });

const exists = async (path: string) => (await Deno.stat(path).catch(() => undefined)) !== undefined;

test("with a camera: the live picture is judged, a photo counted down, taken and saved", () =>
  withPage({ camera: true }, async ({ page, folder }) => {
    await page.getByRole("heading", { name: "Neutral" }).waitFor();
    strictEqual(new URL(page.url()).search, "", "the token leaves the address bar");
    await page.getByText("One face, well lit. Ready.").waitFor({ timeout: 20_000 });
    // By keyboard alone.
    await page.getByRole("button", { name: "Take the photo" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("#count", { hasText: "3" }).waitFor();
    await page.getByText("Saved.", { exact: true }).waitFor({ timeout: 20_000 });
    ok(await exists(`${folder}/train/neutral.png`));
    ok(await exists(`${folder}/train/neutral.original.jpg`));
    match(await page.locator("#said").innerText(), /Saved: neutral, first round/);
    // The focus lies on what comes next, and then on the next expression.
    strictEqual(await page.evaluate(() => document.activeElement?.id), "next");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Happy" }).waitFor();
    strictEqual(await page.evaluate(() => document.activeElement?.id), "pose");
    await page.getByRole("button", { name: "neutral, first round: taken" }).waitFor();
    // The camera films one picture only: the second photo of it is the first.
    await page.getByRole("button", { name: "Take the photo" }).click();
    await page.locator("#findings li", { hasText: "neutral photo of the first round" }).waitFor({
      timeout: 20_000,
    });
    ok(!await exists(`${folder}/train/happy.png`));
    // Taken away again.
    await page.getByRole("button", { name: "neutral, first round: taken" }).click();
    await page.getByRole("button", { name: "Delete it" }).click();
    await page.getByRole("button", { name: "neutral, first round: still to take" }).waitFor();
    ok(!await exists(`${folder}/train/neutral.png`));
  }));

test("without a camera, on a phone: it is said, and files do", () =>
  withPage({ camera: false, phone: true }, async ({ page, folder }) => {
    await page.getByText(/You can use files instead/).first().waitFor();
    ok(await page.getByRole("button", { name: "Take the photo" }).isDisabled());
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    ok(wide <= 360, `the page is ${wide} pixels wide`);
    const send = (name: string, photo: Uint8Array) => {
      const buffer = Buffer.from(photo);
      return page.locator("#file").setInputFiles({ name, mimeType: "image/png", buffer });
    };
    await page.getByRole("button", { name: "sad, second round: still to take" }).click();
    await send("two.png", wallPhoto("sad", { left: 0, faces: 2 }));
    await page.getByText(/2 faces were found/).first().waitFor({ timeout: 20_000 });
    await send("sad.png", wallPhoto("sad"));
    await page.getByText("Saved.", { exact: true }).waitFor({ timeout: 20_000 });
    ok(await exists(`${folder}/test/sad.png`));
    // Everything that can be pressed has a name.
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll("button, input, img:not([aria-hidden])")].filter((element) =>
        !(element.getAttribute("aria-label") || element.textContent?.trim() ||
          element.getAttribute("alt") || (element as HTMLInputElement).labels?.length ||
          element.closest("[hidden]") || (element as HTMLElement).hidden)
      ).map(({ id }) => id)
    );
    deepStrictEqual(nameless, []);
  }));
