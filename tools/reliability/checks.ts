import type { Check } from "./check.ts";
import { auditDependencies } from "./audit_dependencies.ts";
import { TARGETS } from "./fuzz/find_target.ts";
import { fuzz } from "./fuzz/fuzz.ts";
import { growth } from "./growth.ts";
import { killTraining } from "./kill_training.ts";
import { noNetwork } from "./no_network.ts";
import { otherOrders } from "./other_orders.ts";
import { sameTwice } from "./same_twice.ts";
import { taskMemory } from "./task_memory.ts";
import { trainingFaults } from "./training_faults.ts";

const KILLS = 200;
const KILLS_SAVING = 100;
const showKill = (k: number) => console.error(`kill ${k}`);
const FAULT_TRIES = 3;
const atLeastOne = (number: number) => Math.max(1, Math.round(number));

/** All checks, in the order in which they run. */
export const CHECKS: readonly Check[] = [
  {
    name: "kills",
    about: `a training killed ${KILLS} times, resumed to equal weights`,
    run: async (share) => ({
      outcomes: [await killTraining(atLeastOne(KILLS * share), "at random", showKill)],
    }),
  },
  {
    name: "kills_saving",
    about: `a training killed ${KILLS_SAVING} times as it saves, resumed to equal weights`,
    linux: "strace",
    run: async (share) => ({
      outcomes: [await killTraining(atLeastOne(KILLS_SAVING * share), "while saving", showKill)],
    }),
  },
  {
    name: "faults",
    about: "full disk, read-only folder, clock jumps, two runs on one folder",
    linux: "mount, as root",
    run: async (share) => ({ outcomes: await trainingFaults(atLeastOne(FAULT_TRIES * share)) }),
  },
  ...TARGETS.map(([target, cases]): Check => ({
    name: `fuzz_${target.name.replaceAll(/\W+/g, "_").toLowerCase()}`,
    about: `${cases} damaged or hostile inputs: ${target.name}`,
    run: async (share) => ({ fuzz: [await fuzz(target, atLeastOne(cases * share), "out/fuzz")] }),
  })),
  {
    name: "growth",
    about: "tensors, file descriptors and memory over steps, predictions and loads",
    linux: "/proc",
    run: async (share) => ({ measures: await growth(share) }),
  },
  {
    name: "dependencies",
    about: "known faults in the npm packages",
    run: async () => ({ outcomes: [await auditDependencies()] }),
  },
  {
    name: "memory",
    about: "peak memory of the tasks, and that 4 GB are enough",
    linux: "control groups (version 1), as root",
    run: async () => ({ measures: await taskMemory() }),
  },
  {
    name: "network",
    about: "system calls of the tasks that would leave the machine",
    linux: "strace",
    run: async () => ({ outcomes: await noNetwork() }),
  },
  {
    name: "orders",
    about: "how far results differ where sums are added up in another order, as on other machines",
    run: async () => ({ measures: await otherOrders() }),
  },
  {
    name: "twice",
    about: "two runs of the notebooks, byte for byte",
    run: async () => ({ outcomes: [await sameTwice()] }),
  },
];
