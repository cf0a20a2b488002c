import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { expressionFaces, restingFace } from "#lib/data/synthetic/face_shapes.ts";
import { faceReference } from "#lib/data/synthetic/face_reference.ts";
import { cloudComparison } from "#lib/plots/cloud_comparison.ts";
import { cloudMorph } from "#lib/plots/cloud_morph.ts";
import { staticPicture } from "#lib/plots/static_picture.ts";
import { voxelPlot } from "#lib/plots/voxel_plot.ts";
import { faceRegions } from "#lib/preprocess/face_regions.ts";
import { voxelize } from "#lib/preprocess/voxelize.ts";

const source = { name: "synthetic faces", synthetic: true };
const rest = restingFace();
const faces = expressionFaces();
const clouds = faces.map(({ name, points }) => ({ name, points, neutral: rest.points }));
const labels = faceRegions(faceReference(), rest.points);

/** Where to lay pictures for a look: `MIEN_PICTURES=DIR`. */
async function look(name: string, chart: Parameters<typeof staticPicture>[0]): Promise<string> {
  const { mime, body } = await staticPicture(chart, { density: 1 });
  const folder = Deno.env.get("MIEN_PICTURES");
  if (folder) await Deno.writeFile(`${folder}/${name}.png`, Uint8Array.fromBase64(body));
  return mime;
}

Deno.test("cloud comparison: two choosers over one scene, labelled by region", async () => {
  const chart = cloudComparison(clouds, { source, labels, first: [6, 3] });
  // deno-lint-ignore no-explicit-any
  const layout = chart.layout as any;
  deepStrictEqual(Object.keys(layout).filter((key) => key.startsWith("scene")), ["scene"]);
  strictEqual(layout.updatemenus.length, 2);
  deepStrictEqual(layout.updatemenus[1].buttons[2].args[2], [1]);
  strictEqual((chart.data[0] as unknown as { text: string[] }).text.length, 1220);
  match(chart.description, /neutral, points moved by up to 0 mm/);
  ok(JSON.stringify(chart).length < 500_000);
  strictEqual(await look("comparison", chart), "image/png");
  throws(() => cloudComparison(clouds.slice(0, 1), { source }), /1 clouds/);
});

Deno.test("cloud morph: the slider runs from rest to beyond the pose", async () => {
  const chart = cloudMorph(rest, faces.slice(0, 6), { source, first: 3 });
  // deno-lint-ignore no-explicit-any
  const layout = chart.layout as any;
  const { steps, active } = layout.sliders[0];
  strictEqual(steps[active].label, "100%");
  deepStrictEqual(new Set(steps[0].args[0]["marker.color"][0]), new Set([0]));
  const other = layout.updatemenus[0].buttons[0].args[1];
  strictEqual(other["sliders[0].steps"].length, steps.length);
  ok(JSON.stringify(chart).length < 1_500_000);
  strictEqual(await look("morph", chart), "image/png");
  throws(() => cloudMorph(rest, [], { source }), /no expression 0/);
});

Deno.test("voxel plot: one square a voxel that holds points", async () => {
  const grid = voxelize(rest.points);
  const chart = voxelPlot(grid, { source });
  const filled = grid.filter((n) => n > 0).length;
  strictEqual((chart.data[0] as unknown as { x: number[] }).x.length, filled);
  match(chart.description, new RegExp(`${filled} of them`));
  strictEqual(await look("voxels", chart), "image/png");
  throws(() => voxelPlot([1, 2], { source }), /no cube/);
  throws(() => voxelPlot(new Float32Array(8), { source }), /no point/);
});

Deno.test("regions: every region has points, and the two sides agree", () => {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  strictEqual(counts.size, 8);
  ok(counts.get("mouth")! > 200 && counts.get("eye")! > 100);
});
