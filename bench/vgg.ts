import { trainingBench } from "./engine/training_bench.ts";

export const bench = trainingBench(
  "vgg",
  "a training step of a VGG (32-64-128-256 channels, two conv-BN-ReLU each), batch 128, 48x48, Adam",
);
