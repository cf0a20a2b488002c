import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { JSDOM } from "jsdom";
import { architectureDiagram } from "#lib/plots/architecture_diagram.ts";
import { describeModel } from "#lib/plots/describe_model.ts";
import { layOut } from "#lib/plots/diagram_layout.ts";
import type { ModelDescription } from "#lib/plots/model_description.ts";
import { modelSummary } from "#lib/plots/model_summary.ts";

/** Two ways that meet again, then a frozen model as a layer. */
function branched(): tf.LayersModel {
  const head = tf.sequential({
    name: "head",
    layers: [
      tf.layers.flatten({ name: "flatten", inputShape: [4, 4, 4] }),
      tf.layers.dense({ name: "scores", units: 7, activation: "softmax" }),
    ],
  });
  head.trainable = false;
  const input = tf.input({ name: "image", shape: [8, 8, 1] });
  const conv = tf.layers.conv2d({ name: "conv", filters: 4, kernelSize: 3, padding: "same" });
  const left = conv.apply(input) as tf.SymbolicTensor;
  const right = tf.layers.batchNormalization({ name: "norm" }).apply(left) as tf.SymbolicTensor;
  const sum = tf.layers.add({ name: "sum" }).apply([left, right]) as tf.SymbolicTensor;
  const small = tf.layers.maxPooling2d({ name: "pool", poolSize: 2 }).apply(sum);
  const output = head.apply(small as tf.SymbolicTensor) as tf.SymbolicTensor;
  return tf.model({ name: "branched", inputs: input, outputs: output });
}

function described(): ModelDescription {
  const model = branched();
  const description = describeModel(model);
  model.dispose();
  return description;
}

Deno.test("describeModel: layers, links, settings and sizes of a branched model", () => {
  const { layers, parameters, trainableParameters, outputs } = described();
  deepStrictEqual(
    Object.fromEntries(layers.map((layer) => [layer.name, layer.inbound])),
    {
      image: [],
      conv: ["image"],
      norm: ["conv"],
      sum: ["conv", "norm"],
      pool: ["sum"],
      head: ["pool"],
    },
  );
  deepStrictEqual(outputs, ["head"]);
  strictEqual(layers[1].settings, "4 filters 3×3, same padding");
  deepStrictEqual(layers[1].outputShape, [null, 8, 8, 4]);
  strictEqual(parameters, 40 + 16 + 455);
  strictEqual(trainableParameters, 40 + 8, "moving statistics and the head are not trained");
  ok(layers[5].inner!.layers.every((layer) => !layer.trainable));
});

Deno.test("describeModel: only reads, and refuses a model of unknown size", () => {
  const before = tf.memory().numTensors;
  const model = branched();
  const held = tf.memory().numTensors;
  describeModel(model);
  strictEqual(tf.memory().numTensors, held);
  model.dispose();
  strictEqual(tf.memory().numTensors, before);
  const open = tf.sequential();
  throws(() => describeModel(open), /has no input shape yet/);
});

Deno.test("modelSummary: rows add up to the total, inner layers indented", () => {
  const rows = modelSummary(described());
  const total = rows.pop()!;
  strictEqual(rows.reduce((sum, row) => sum + (row.parameters ?? 0), 0), total.parameters);
  match(total.settings, /463 of them not trained/);
  ok(rows.some((row) => /^\u00a0\u00a0scores$/.test(row.layer)));
});

Deno.test("architecture diagram: well-formed, complete, the same each time", () => {
  const model = described();
  const svg = architectureDiagram(model);
  strictEqual(architectureDiagram(described()), svg);
  const parser = new (new JSDOM("").window.DOMParser)();
  const root = parser.parseFromString(svg, "image/svg+xml").documentElement;
  strictEqual(root.localName, "svg");
  const words = root.textContent!;
  for (
    const part of ["Conv2D", "Add", "head (model)", "Dense", "455 parameters, frozen", "Total: 511"]
  ) {
    ok(words.includes(part), part);
  }
  for (const id of root.getAttribute("aria-labelledby")!.split(" ")) {
    ok(root.querySelector(`[id="${id}"]`)!.textContent!.length > 10);
  }
});

Deno.test("architecture diagram: boxes do not overlap and lie within the drawing", () => {
  const { boxes, frames, edges, width, height } = layOut(described());
  strictEqual(boxes.length, 5 + 3);
  strictEqual(frames.length, 1);
  strictEqual(edges.length, 5 + 1 + 2);
  boxes.forEach((a, i) => {
    ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= width + 0.1 && a.y + a.height <= height + 0.1);
    for (const b of boxes.slice(i + 1)) {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y ||
        b.y + b.height <= a.y;
      ok(apart, `${a.layer.name} and ${b.layer.name}`);
    }
  });
});

Deno.test("architecture diagram: names are escaped, unknown inputs refused", () => {
  const model = described();
  match(architectureDiagram({ ...model, name: 'a<b>&"' }), /a&lt;b&gt;&amp;&quot;/);
  const layers = [{ ...model.layers[1], inbound: ["nowhere"] }];
  throws(() => layOut({ ...model, layers }), /takes input from "nowhere"/);
});
