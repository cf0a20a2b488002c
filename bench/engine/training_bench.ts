import { availableParallelism } from "node:os";
import type { Bench, Contestant } from "../harness.ts";
import { pythonContestant } from "../python_contestant.ts";
import { denoContestant } from "./deno_contestant.ts";
import { TRAINING_WORKS, trainingOperations } from "./works.ts";

/** A training step of one net on every system, at one thread and at all. */
export function trainingBench(work: string, description: string): Bench {
  const all = availableParallelism();
  const counts = all === 1 ? [1] : [1, all];
  const contestants = counts.flatMap((threads): Contestant[] => [
    denoContestant("train.ts", { system: "engine", threads, args: [work, "engine", `${threads}`] }),
    ...["keras", "keras-jit", "pytorch"].map((system) =>
      pythonContestant("train.py", { system, threads, args: [work, system] })
    ),
  ]);
  const stock = ["tfjs-wasm", "tfjs-cpu"].map((system) =>
    denoContestant("train.ts", { system, threads: 1, args: [work, system, "1"] })
  );
  const operations = trainingOperations(TRAINING_WORKS[work]);
  return {
    ...{ work, description, operations },
    repetitions: 7,
    contestants: [...contestants, ...stock],
  };
}
