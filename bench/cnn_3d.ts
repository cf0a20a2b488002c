import { trainingBench } from "./engine/training_bench.ts";

export const bench = trainingBench(
  "cnn_3d",
  "a training step of a 3-D CNN (conv 32 and 64, each pooled), batch 32, 24x24x24, Adam",
);
