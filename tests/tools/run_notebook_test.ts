import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { Kernel } from "#tools/notebooks/kernel.ts";
import { formatNotebook, type Output, readNotebook } from "#lib/notebook/notebook_file.ts";
import { type NotebookRun, type RunEvents, runNotebook } from "#tools/notebooks/run_notebook.ts";

const FOLDER = fileURLToPath(new URL("../fixtures/notebooks/", import.meta.url));

async function run(
  name: string,
  { events, env }: { events?: (kernel: Kernel) => RunEvents; env?: Record<string, string> } = {},
): Promise<NotebookRun> {
  const kernel = await Kernel.start({ folder: FOLDER, env });
  try {
    return await runNotebook(
      await readNotebook(`${FOLDER}${name}.ipynb`),
      kernel,
      events?.(kernel),
    );
  } finally {
    await kernel.close();
  }
}

function outputsOf({ notebook }: NotebookRun): (readonly Output[])[] {
  return notebook.cells.filter((cell) => cell.cell_type === "code")
    .map((cell) => cell.outputs ?? []);
}

function textOf(output: Output): string {
  if (output.output_type === "stream") return output.text;
  return "data" in output ? String(output.data["text/plain"]) : output.evalue;
}

Deno.test("a notebook runs, sees its parameters, and two runs leave the same bytes", async () => {
  const first = await run("good", { env: { MIEN_FAST: "1", MIEN_SEED: "42" } });
  strictEqual(first.failure, null);
  deepStrictEqual(outputsOf(first).map((outputs) => outputs.map(textOf)), [
    ["[ true, 42 ]"],
    ["5 7 4 5 3 8 7\n"],
    ["7"],
    [],
  ]);
  const second = await run("good", { env: { MIEN_FAST: "1", MIEN_SEED: "42" } });
  strictEqual(formatNotebook(first.notebook), formatNotebook(second.notebook));
});

Deno.test("a cell that throws ends the run, with the line of its source", async () => {
  const titles: string[] = [];
  const result = await run("throwing", {
    events: () => ({ onCell: ({ title }) => void titles.push(title) }),
  });
  deepStrictEqual(titles, ["Fine", "Break"]);
  const { cell, line, source, message } = result.failure!;
  deepStrictEqual({ cell, line, source, message }, {
    cell: 2,
    // Line 5 of the JavaScript that the kernel ran.
    line: 8,
    source: 'throw new RangeError("too large");',
    message: "RangeError: too large",
  });
  const [, failing, never] = outputsOf(result);
  strictEqual(failing[0].output_type, "error");
  deepStrictEqual(never, []);
});

Deno.test("a cell that does not parse is told with the fault and its line", async () => {
  const { failure } = await run("not_parsing");
  deepStrictEqual(
    { cell: failure!.cell, line: failure!.line, message: failure!.message },
    { cell: 2, line: 2, message: "SyntaxError: Expression expected" },
  );
});

Deno.test("outputs that come after the kernel says idle belong to their own cell", async () => {
  const [lines, large, last] = outputsOf(await run("late_outputs"));
  strictEqual(textOf(lines[0]).trimEnd().split("\n").length, 200);
  strictEqual(lines.length, 1);
  deepStrictEqual(large.map((output) => textOf(output).length), [1_000_000, '"large"'.length]);
  deepStrictEqual(last.map(textOf), ['"last"']);
});

Deno.test("displays are updated in place, also from a later cell, and cleared", async () => {
  const outputs = outputsOf(await run("display_updates"));
  deepStrictEqual(outputs.map((cell) => cell.map(textOf)), [["third", "other"], [], ["stays\n"]]);
});

Deno.test("an interrupt ends the training, not the kernel", async () => {
  const result = await run("interrupt", {
    events: (kernel) => ({
      onStatus: (text) => {
        if (text !== "training") return;
        kernel.interrupt();
        // An impatient second press.
        setTimeout(() => kernel.interrupt(), 30);
      },
    }),
  });
  strictEqual(result.failure, null);
  deepStrictEqual(outputsOf(result).map((cell) => textOf(cell.at(-1)!)), [
    "true",
    '"the kernel lives"',
  ]);
});

Deno.test("a long fit on the engine shows its progress while it runs, and can be stopped", async () => {
  const said: string[] = [];
  const result = await run("long_fit", {
    events: (kernel) => ({
      onStatus: (text) => {
        if (text.startsWith("long: ") && said.push(text) === 3) kernel.interrupt();
      },
    }),
  });
  strictEqual(result.failure, null);
  const batches = said.slice(0, 3).map((text) =>
    Number(/^long: epoch 1 of 100 · batch (\d+) of/.exec(text)?.[1])
  );
  ok(0 < batches[0] && batches[0] < batches[1] && batches[1] < batches[2], said.join("; "));
  const [, training, after] = outputsOf(result);
  strictEqual(textOf(training.at(-1)!), '"interrupted"');
  strictEqual(textOf(after[0]), "100");
});

Deno.test("a kernel that ends is noticed at once", async () => {
  const { failure } = await run("kernel_death");
  match(failure!.message, /the kernel ended \(exit code 3\)/);
  strictEqual(failure!.cell, 1);
});

Deno.test("a throw in a timer ends the run although the cell waits for ever", async () => {
  const { failure } = await run("thrown_in_timer");
  match(failure!.message, /^Error: from a timer/);
  strictEqual(failure!.source, 'throw new Error("from a timer");');
});

Deno.test("a rejection that nobody handles ends the run", async () => {
  const { failure } = await run("lost_rejection");
  match(failure!.message, /^Error: nobody looked/);
  strictEqual(failure!.line, 2);
});

Deno.test("training shows its progress in place, and leaves a state without times", async () => {
  const said = new Set<string>();
  const result = await run("training", {
    events: () => ({ onStatus: (text) => void said.add(text) }),
  });
  strictEqual(result.failure, null);
  ok([...said].some((text) => /^pretend: epoch 2 of 3 · batch \d+ of 10/.test(text)));
  const [, outputs] = outputsOf(result);
  const [bar, curves] = outputs.map((output) => "data" in output ? output.data : {});
  strictEqual(outputs.length, 2);
  strictEqual(bar["text/plain"], "pretend: 3 epochs · loss 0.667 · accuracy 73.3%");
  ok(curves["application/vnd.plotly.v1+json"] && curves["image/svg+xml"]);
});

Deno.test("the kernel's heart beats, and the kernel ends when its parent does", async () => {
  const script = `
    import { Kernel } from "#tools/notebooks/kernel.ts";
    const kernel = await Kernel.start({ folder: ${JSON.stringify(FOLDER)} });
    if (!await kernel.alive()) throw new Error("no heartbeat");
    await kernel.execute("console.log(Deno.pid)", ({ type, content }) => {
      if (type === "stream") console.log(content.text.trim());
    });
    Deno.kill(Deno.pid, "SIGKILL");
  `;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", script],
    cwd: FOLDER,
  }).output();
  const pid = Number(new TextDecoder().decode(stdout));
  ok(pid > 1);
  for (let waited = 0; waited < 100; waited++) {
    if (!isRunning(pid)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  Deno.kill(pid, "SIGKILL");
  throw new Error("the kernel outlived its parent by 10 s");
});

function isRunning(pid: number): boolean {
  const { success } = new Deno.Command("kill", { args: ["-0", `${pid}`], stderr: "null" })
    .outputSync();
  return success;
}
