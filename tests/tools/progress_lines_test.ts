import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { ProgressLines } from "#tools/notebooks/progress_lines.ts";

Deno.test("in a file, one line a cell; in a terminal, the line is rewritten", () => {
  for (const terminal of [false, true]) {
    let text = "";
    let time = 0;
    const lines = new ProgressLines({ terminal, write: (more) => text += more, now: () => time });
    lines.begin("03 [1/2] Train");
    time = 12_300;
    lines.end(true);
    const visible = text.split("\n").map((line) => line.split("\x1b[K").at(-1));
    deepStrictEqual(visible, ["✓ 03 [1/2] Train  12 s", ""]);
    strictEqual(text.includes("\r"), terminal);
  }
});

Deno.test("in a terminal, the running cell's line tells what the cell last said", async () => {
  let text = "";
  const lines = new ProgressLines({ terminal: true, write: (more) => text += more });
  lines.begin("03 [1/2] Train");
  lines.status("epoch 2 of 5");
  await new Promise((resolve) => setTimeout(resolve, 300));
  lines.stop();
  match(text, /Train {2}\d.* · epoch 2 of 5/);
});
