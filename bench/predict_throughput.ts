import { predictionBench } from "./engine/prediction_bench.ts";

export const bench = predictionBench("predict_throughput", {
  net: "model_1",
  batch: 256,
  description: "model_1 on a batch of 256 images, from an array to an array",
  repetitions: 7,
  stock: ["tfjs-wasm"],
});
