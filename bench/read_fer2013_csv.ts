import { plainTable } from "./fer2013_table.ts";
import type { Bench } from "./harness.ts";
import { readByMien, readByPandas } from "./read_fer2013.ts";

export const bench: Bench = {
  work: "read_fer2013_csv",
  description: "read FER2013's plain csv into one uint8 array (random rows where not at hand)",
  repetitions: 5,
  contestants: [readByMien(plainTable), readByPandas(plainTable)],
};
