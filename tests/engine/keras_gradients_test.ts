import * as tf from "@tensorflow/tfjs";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { strictEqual } from "node:assert/strict";
import fixture from "../fixtures/engine/gradients.json" with { type: "json" };
import { assertAllClose } from "../support/assert_all_close.ts";

/** What `tests/reference/engine_gradients.py` writes for a layer. */
interface Case {
  readonly shape: number[];
  readonly output: string;
  readonly input: string;
  /** Gradients of the trainable weights. */
  readonly weights: string[];
  /** The step of each weight's sines. */
  readonly steps: number[];
  readonly config: Record<string, unknown>;
  readonly layer: string;
  /** Moving mean and variance after one step in training. */
  readonly moving?: string[];
}

const LAYERS: Record<string, (config: never) => tf.layers.Layer> = {
  Conv2D: tf.layers.conv2d,
  Conv3D: tf.layers.conv3d,
  DepthwiseConv2D: tf.layers.depthwiseConv2d,
  SeparableConv2D: tf.layers.separableConv2d,
  Dense: tf.layers.dense,
  MaxPooling2D: tf.layers.maxPooling2d,
  MaxPooling3D: tf.layers.maxPooling3d,
  AveragePooling2D: tf.layers.averagePooling2d,
  BatchNormalization: tf.layers.batchNormalization,
};

/** Keras's own configuration in TensorFlow.js's words; what both take alike is left out. */
const WORDS: Record<string, string> = {
  filters: "filters",
  units: "units",
  kernel_size: "kernelSize",
  strides: "strides",
  padding: "padding",
  dilation_rate: "dilationRate",
  depth_multiplier: "depthMultiplier",
  pool_size: "poolSize",
  epsilon: "epsilon",
  momentum: "momentum",
};

function unpack(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

function sines(shape: number[], step: number): tf.Tensor {
  const count = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(Float32Array.from({ length: count }, (_, i) => Math.sin(step * (i + 1))), shape);
}

/** A dilated layer without activation cannot be trained in TensorFlow.js; its operation can. */
function applyLayer(layer: tf.layers.Layer, x: tf.Tensor, { config }: Case): tf.Tensor {
  const dilation = config.dilation_rate as number[] | undefined;
  if (!dilation || Math.max(...dilation) === 1 || config.depth_multiplier) {
    return layer.apply(x, { training: true }) as tf.Tensor;
  }
  const [kernel, bias] = layer.weights.map((weight) => weight.read());
  const y = tf.conv2d(
    x as tf.Tensor4D,
    kernel as tf.Tensor4D,
    1,
    "same",
    "NHWC",
    dilation as [number, number],
  );
  return tf.add(y, bias);
}

function build({ layer, config, shape }: Case): tf.layers.Layer {
  const own = Object.entries(config).filter(([key]) => key in WORDS);
  const made = LAYERS[layer](Object.fromEntries(own.map(([k, v]) => [WORDS[k], v])) as never);
  made.build(shape);
  return made;
}

/** Sums over hundreds of terms of size 1; Winograd rounds more than the direct way. */
const TOLERANCE = { absolute: 3e-4, relative: 2e-5 };

for (const [name, known] of Object.entries(fixture.cases) as [string, Case][]) {
  Deno.test(`gradients are Keras's: ${name}`, async () => {
    await chooseEngine({ threads: 2, smallest: 1 });
    try {
      const layer = build(known);
      known.steps.slice(0, layer.weights.length).forEach((step, i) => {
        if (!layer.weights[i].name.includes("moving")) {
          layer.weights[i].write(sines(layer.weights[i].shape as number[], step));
        }
      });
      const x = sines(known.shape, 0.7);
      const trainable = layer.trainableWeights.map((weight) => weight.read());
      const forward = (x: tf.Tensor) => applyLayer(layer, x, known);
      const loss = (y: tf.Tensor) => tf.sum(tf.mul(y, sines(y.shape, 0.9))) as tf.Scalar;
      const grads = trainable.length ? tf.variableGrads(() => loss(forward(x))).grads : {};
      layer.trainableWeights.forEach((weight, i) => {
        const gradient = grads[(trainable[i] as tf.Variable).name];
        strictEqual(gradient.shape.join(), weight.shape.join());
        assertAllClose(gradient.dataSync(), unpack(known.weights[i]), TOLERANCE);
      });
      layer.weights.filter(({ name }) => name.includes("moving")).forEach((weight, i) => {
        assertAllClose(weight.read().dataSync(), unpack(known.moving![i]), TOLERANCE);
      });
      const output = forward(x);
      const input = tf.grad((x) => loss(forward(x)))(x);
      assertAllClose(output.dataSync(), unpack(known.output), TOLERANCE);
      assertAllClose(input.dataSync(), unpack(known.input), TOLERANCE);
    } finally {
      closeEngine();
    }
  });
}
