import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import type { Data } from "plotly.js-dist-min";
import { interruptible } from "#lib/notebook/interruptible.ts";
import { inKernel } from "#lib/notebook/output.ts";
import { chartBundle, show } from "#lib/notebook/show.ts";
import { showPng } from "#lib/notebook/show_png.ts";
import { described, showSvg } from "#lib/notebook/show_svg.ts";
import { showTable } from "#lib/notebook/show_table.ts";

/** What `use` prints: outside a kernel, an output is its text. */
async function printed(use: () => Promise<void>): Promise<string> {
  const log = console.log;
  let text = "";
  console.log = (more) => text += `${more}\n`;
  try {
    await use();
  } finally {
    console.log = log;
  }
  return text;
}

Deno.test("a chart goes out as plotly's JSON, as a picture with words, and as words", async () => {
  const chart = {
    data: [{ type: "bar", x: ["a", "b"], y: [1, 2] }] as Data[],
    layout: { width: 300, height: 200 },
    description: "Two bars.",
  };
  const { bundle, metadata } = await chartBundle(chart);
  deepStrictEqual(Object.keys(bundle), [
    "application/vnd.plotly.v1+json",
    "image/svg+xml",
    "text/plain",
  ]);
  const { config } = bundle["application/vnd.plotly.v1+json"] as { config: object };
  ok("showSendToCloud" in config && config.showSendToCloud === false, "no button uploads a chart");
  ok(!("text/html" in bundle), "blank in notebooks that are not trusted");
  match(String(bundle["image/svg+xml"]), /<svg [^>]*(role="img"|aria-label)/);
  strictEqual(bundle["text/plain"], "Two bars.");
  deepStrictEqual(metadata, { "image/svg+xml": { alt: "Two bars." } });
  strictEqual(await printed(() => show(chart)), "Two bars.\n");
  await rejects(show(undefined as never), TypeError);
});

Deno.test("a table is written with its numbers to the right", async () => {
  const rows = [{ name: "a|b", share: 0.25, n: 12345 }, { name: "c", share: null, n: 7 }];
  strictEqual(
    await printed(() => showTable(rows, { caption: "Shares" })),
    "Shares\nname  share       n\na|b   0.250  12,345\nc         –       7\n",
  );
  await rejects(showTable([]), /needs its columns named/);
  await rejects(showTable(rows, { columns: ["nmae"] }), /no row has the column "nmae"/);
});

Deno.test("pictures need words, and must be what they are said to be", async () => {
  await rejects(showSvg("<p>", "words"), TypeError);
  await rejects(showSvg("<svg></svg>", " "), RangeError);
  await rejects(showPng(new Uint8Array(30), "words"), TypeError);
  strictEqual(
    described("<svg viewBox='0 0 1 1'/>", 'a < "b"'),
    `<svg role="img" aria-label="a &lt; &quot;b&quot;" viewBox='0 0 1 1'/>`,
  );
});

Deno.test({
  name: "outside a kernel, Ctrl-C reaches the work, and ends the program again afterwards",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    strictEqual(inKernel(), false);
    const script = `
      import { interruptible } from "#lib/notebook/interruptible.ts";
      await interruptible(async (signal) => {
        Deno.kill(Deno.pid, "SIGINT");
        while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5));
      });
      console.log("stopped");
      Deno.kill(Deno.pid, "SIGINT");
      await new Promise((resolve) => setTimeout(resolve, 5000));
      console.log("never");
    `;
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", script],
      cwd: import.meta.dirname,
    }).output();
    strictEqual(new TextDecoder().decode(stdout), "stopped\n");
    ok(code !== 0);
    strictEqual(await interruptible(() => Promise.resolve(5)), 5);
  },
});
