import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { actionUnitFaces, expressionFaces, restingFace } from "#lib/data/synthetic/face_shapes.ts";
import { faceTemplate } from "#lib/data/synthetic/face_template.ts";
import { faceMesh } from "#lib/plots/face_mesh.ts";
import { faceMorphs } from "#lib/plots/face_morphs.ts";
import { displacements, packFace } from "#lib/plots/face_scene.ts";
import { staticPicture } from "#lib/plots/static_picture.ts";

const source = { name: "synthetic faces", synthetic: true };
const { triangles } = faceTemplate();
const rest = restingFace();
const shapes = actionUnitFaces();

Deno.test("face charts: movement is measured in mm, and only between equal faces", () => {
  deepStrictEqual(displacements([0, 0, 0.003, 0, 0, 0], [0, 0, 0, 0, 0.0005, 0]), [3, 0.5]);
  throws(() => displacements([0, 0, 0], [0, 0, 0, 0, 0, 0]), {
    name: "RangeError",
    message: /1 and 2/,
  });
});

Deno.test("face charts: packed numbers are hundredths of a millimetre", () => {
  const { x } = packFace([0.0123, 0, 0, -0.07, 0, 0], { shift: 0.01, turn: 0 });
  deepStrictEqual([...new Int16Array(Uint8Array.fromBase64(x.bdata).buffer)], [2230, -6000]);
});

Deno.test("face charts: one scene and two meshes for every Action Unit", () => {
  const chart = faceMorphs(rest, shapes, { source, triangles, first: 3 });
  strictEqual(chart.data.length, 2);
  // deno-lint-ignore no-explicit-any
  const layout = chart.layout as any;
  deepStrictEqual(Object.keys(layout).filter((key) => key.startsWith("scene")), ["scene"]);
  strictEqual(layout.updatemenus[0].buttons.length, shapes.length);
  strictEqual(layout.updatemenus[0].active, 3);
  strictEqual(layout.annotations[1].text, shapes[3].name);
  ok(JSON.stringify(chart).length < 600_000, "the chart is too large for a notebook");
  for (const { args } of layout.updatemenus[0].buttons) {
    strictEqual(args[0].intensity[0].length, 1220);
    deepStrictEqual(args[2], [1]);
  }
});

Deno.test("face charts: points take the place of a surface where no triangles are known", () => {
  const chart = faceMesh(expressionFaces().slice(0, 2), { source, reference: rest.points });
  deepStrictEqual(chart.data.map((trace) => trace.type), ["scatter3d", "scatter3d"]);
  const morphs = faceMorphs(rest, shapes.slice(0, 2), { source });
  // deno-lint-ignore no-explicit-any
  const [update] = (morphs.layout as any).updatemenus[0].buttons[1].args;
  strictEqual(update["marker.color"][0].length, 1220);
});

Deno.test("face charts: say that the faces are synthetic, and how far they move", () => {
  const faces = expressionFaces().slice(2, 6);
  const { description, layout } = faceMesh(faces, { source, triangles, reference: rest.points });
  ok(
    /synthetic faces/.test(description) && /happy.*moved by up to \d+(\.\d)? mm/.test(description),
  );
  ok(/synthetic faces/i.test(JSON.stringify(layout.title)));
});

Deno.test("face charts: one to four faces; a first shape that exists", () => {
  throws(() => faceMesh([], { source }), RangeError);
  throws(() => faceMesh(shapes.slice(0, 5), { source }), RangeError);
  throws(() => faceMorphs(rest, shapes, { source, first: 99 }), RangeError);
});

Deno.test("face charts: have a still picture", async () => {
  const chart = faceMorphs(rest, shapes, { source, triangles, first: 9 });
  const { mime, body } = await staticPicture(chart);
  strictEqual(mime, "image/png");
  ok(body.length > 5000);
});
