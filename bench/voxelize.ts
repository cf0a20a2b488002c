import { syntheticClouds } from "#lib/data/synthetic/population.ts";
import { HEAD_CUBE, voxelize, VOXELS } from "#lib/preprocess/voxelize.ts";
import type { Bench, Contestant } from "./harness.ts";
import { pythonContestant } from "./python_contestant.ts";

/** As many clouds as the course's file has: 50 sessions of 7. */
const PEOPLE = 50;

const mien: Contestant = {
  system: "mien",
  threads: 1,
  start() {
    const { x, y } = syntheticClouds({ people: PEOPLE, seed: 1 });
    const width = x.length / y.length;
    const grids = new Float32Array(y.length * VOXELS ** 3);
    const run = () => {
      const start = performance.now();
      for (let i = 0; i < y.length; i++) {
        const into = grids.subarray(i * VOXELS ** 3, (i + 1) * VOXELS ** 3);
        voxelize(x.subarray(i * width, (i + 1) * width), { box: HEAD_CUBE, into });
      }
      return Promise.resolve((performance.now() - start) / 1000);
    };
    for (let i = 0; i < 5; i++) run();
    return Promise.resolve({ run, close() {} });
  },
};

export const bench: Bench = {
  work: "voxelize",
  description: `${PEOPLE * 7} clouds of 1220 points counted into grids of 24x24x24`,
  repetitions: 9,
  contestants: [
    mien,
    pythonContestant("voxelize.py", {
      system: "numpy add.at",
      threads: 1,
      args: [`${PEOPLE * 7}`, "add.at"],
    }),
    pythonContestant("voxelize.py", {
      system: "numpy bincount",
      threads: 1,
      args: [`${PEOPLE * 7}`, "bincount"],
    }),
  ],
};
