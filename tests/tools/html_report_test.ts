import { match, ok, rejects, strictEqual } from "node:assert/strict";
import type { Cell, Output } from "#lib/notebook/notebook_file.ts";
import { htmlReport } from "#tools/notebooks/report/html_report.ts";

const CHART: Output = {
  output_type: "display_data",
  data: {
    "application/vnd.plotly.v1+json": {
      data: [{ type: "bar", x: ["</script><b>"], y: [1] }],
      layout: {},
    },
    "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>',
    "text/plain": 'one bar, "of" one',
  },
  metadata: {},
};

function report(cells: readonly Partial<Cell>[]): Promise<string> {
  const whole = cells.map((cell, i): Cell => ({
    cell_type: "markdown",
    id: `${i}`,
    metadata: {},
    source: "",
    ...cell,
  }));
  const notebook = { metadata: {}, cells: whole };
  return htmlReport([{ name: "01_a", folder: ".", notebook }], { title: "Report", note: "short" });
}

const code = (source: string, ...outputs: Output[]): Partial<Cell> => ({
  cell_type: "code",
  source,
  outputs,
});

Deno.test("the page has contents, highlighted code and every kind of output", async () => {
  const page = await report([
    { source: "# First & last\n\n## A part\n\nSee [it](01_a.ipynb)." },
    code("const a: number = 1;", { output_type: "stream", name: "stdout", text: "<one>" }),
    code("b;", {
      output_type: "display_data",
      data: { "text/html": "<table></table>", "text/plain": "x" },
      metadata: {},
    }, { output_type: "error", ename: "Error", evalue: "no", traceback: ["Error: no"] }),
  ]);
  match(page, /<p><a href="#01_a">First &amp; last<\/a><\/p><ul><li><a href="#01_a-a-part">A part/);
  match(page, /<h3 id="01_a-a-part">/);
  match(page, /<a href="#01_a">it<\/a>/);
  match(page, /<span class="hljs-keyword">const<\/span>/);
  match(page, /<pre class="output stdout">&lt;one&gt;<\/pre>/);
  match(page, /<div class="output html"><table>/);
  match(page, /<pre class="output error">Error: no<\/pre>/);
  ok(page.length < 100_000, "no copy of plotly where there is no chart");
});

Deno.test("charts are live with one copy of plotly, pictures without it, and words for all", async () => {
  const page = await report([{ source: "# A" }, code("a;", CHART, CHART), code("b;", CHART)]);
  strictEqual(page.match(/<figure class="output chart">/g)?.length, 3);
  strictEqual(page.match(/plotly\.js v4/g)?.length, 1);
  match(page, /alt="one bar, &quot;of&quot; one" src="data:image\/svg\+xml;base64,/);
  match(page, /<script type="application\/json">[^<]*\\u003c\/script>\\u003cb>/);
  // Nothing of what the page itself says leads outside.
  const own = page.replace(/<script>[\s\S]*?<\/script>/, "");
  ok(!/(?:src|href)="(?!data:|#)/.test(own), "an address that leads outside");
  match(page, /content="default-src 'none'/);
  strictEqual(page, await report([{ source: "# A" }, code("a;", CHART, CHART), code("b;", CHART)]));
});

Deno.test("a picture that is not there, or that lies on the network, is an error", async () => {
  await rejects(report([{ source: "![x](no/such.png)" }]), /01_a: the picture no\/such\.png/);
  await rejects(report([{ source: "![x](https://a.b/c.png)" }]), /no file beside the notebook/);
});
