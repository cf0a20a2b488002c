import { readFer2013 } from "#lib/data/fer2013.ts";
import { packedTable } from "./fer2013_table.ts";
import type { Bench, Contestant } from "./harness.ts";
import { pythonContestant } from "./python_contestant.ts";

/** All that reading takes here: parsing, labels, ids, roles and the search for leaked rows. */
export function readByMien(table: () => Promise<string>): Contestant {
  return {
    system: "mien",
    threads: 1,
    async start() {
      const path = await table();
      const run = async () => {
        const start = performance.now();
        await readFer2013(path);
        return (performance.now() - start) / 1000;
      };
      await run();
      return { run, close: () => {} };
    },
  };
}

/** `pandas.read_csv`, then the pixel texts to one uint8 array by NumPy. */
export function readByPandas(table: () => Promise<string>): Contestant {
  const options = { system: "pandas", threads: 1 };
  return {
    ...options,
    start: async () =>
      await pythonContestant("read_fer2013.py", { ...options, args: [await table()] }).start(),
  };
}

export const bench: Bench = {
  work: "read_fer2013",
  description: "read FER2013's csv.gz into one uint8 array (random rows where it is not at hand)",
  repetitions: 5,
  contestants: [readByMien(packedTable), readByPandas(packedTable)],
};
