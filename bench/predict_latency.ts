import { predictionBench } from "./engine/prediction_bench.ts";

export const bench = predictionBench("predict_latency", {
  net: "model_1",
  batch: 1,
  description: "model_1 on one 48x48 image, from an array to an array",
  repetitions: 30,
  stock: ["tfjs-wasm"],
});
