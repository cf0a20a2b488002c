import { predictionBench } from "./engine/prediction_bench.ts";

export const bench = predictionBench("predict_latency_vgg", {
  net: "vgg",
  batch: 1,
  description: "the VGG on one 48x48 image, from an array to an array",
  repetitions: 30,
  stock: ["tfjs-wasm"],
});
