import { trainingBench } from "./engine/training_bench.ts";

export const bench = trainingBench(
  "model_1",
  "a training step of model_1 (conv 64 5x5, pool 5x5/2, dense 1024, dense 7), batch 256, 48x48, Adam",
);
