import { availableParallelism } from "node:os";
import type { Bench, Contestant } from "../harness.ts";
import { pythonContestant } from "../python_contestant.ts";
import { denoContestant } from "./deno_contestant.ts";
import { predictionOperations, TRAINING_WORKS } from "./works.ts";

/** Prediction by a net on every system, at one thread and at all. */
export function predictionBench(
  work: string,
  { net, batch, description, repetitions, stock }: {
    /** One of `TRAINING_WORKS`. */
    net: string;
    batch: number;
    description: string;
    repetitions: number;
    /** TensorFlow.js's own backends that finish in a bearable time. */
    stock: readonly string[];
  },
): Bench {
  const all = availableParallelism();
  const counts = all === 1 ? [1] : [1, all];
  const contestants = counts.flatMap((threads): Contestant[] => [
    denoContestant("predict.ts", {
      system: "engine",
      threads,
      args: [net, `${batch}`, "engine", `${threads}`],
    }),
    ...["keras", "pytorch"].map((system) =>
      pythonContestant("predict.py", { system, threads, args: [net, `${batch}`, system] })
    ),
  ]);
  const own = stock.map((system) =>
    denoContestant("predict.ts", { system, threads: 1, args: [net, `${batch}`, system, "1"] })
  );
  const operations = predictionOperations(TRAINING_WORKS[net], batch);
  return { work, description, operations, repetitions, contestants: [...contestants, ...own] };
}
