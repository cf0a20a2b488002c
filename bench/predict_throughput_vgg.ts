import { predictionBench } from "./engine/prediction_bench.ts";

export const bench = predictionBench("predict_throughput_vgg", {
  net: "vgg",
  batch: 256,
  description: "the VGG on a batch of 256 images, from an array to an array",
  repetitions: 7,
  stock: [],
});
