import { readFer2013 } from "#lib/data/fer2013.ts";
import { repeatedTable } from "./fer2013_table.ts";
import type { Bench, Contestant } from "./harness.ts";
import { peakMemory } from "./peak_memory.ts";

/** How many times the rows are repeated. */
const TIMES = [1, 2, 5, 10];

/** One reading in a process of its own, so that its peak memory is its own. */
interface Reading {
  readonly seconds: number;
  readonly rows: number;
  readonly storeMB: number;
  /** Peak resident memory while reading, less what the process had before. */
  readonly peakMB: number;
}

async function readInChild(path: string): Promise<Reading> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", import.meta.url, path],
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (code !== 0) throw new Error(`reading ${path} failed:\n${decode(stderr)}`);
  return JSON.parse(decode(stdout));
}

function reader(times: number): Contestant {
  const system = `mien, rows x ${times}`;
  return {
    system,
    threads: 1,
    async start() {
      const path = await repeatedTable(times);
      const readings: Reading[] = [];
      return {
        async run() {
          readings.push(await readInChild(path));
          return readings.at(-1)!.seconds;
        },
        close() {
          const { rows, storeMB, peakMB } = readings.at(-1) ?? {};
          console.error(`${system}: ${rows} rows, pixels ${storeMB} MB, peak memory ${peakMB} MB`);
        },
      };
    },
  };
}

export const bench: Bench = {
  work: "read_fer2013_growth",
  description:
    "read FER2013's csv with its rows repeated: time and memory against size (3 GB file)",
  repetitions: 3,
  contestants: TIMES.map(reader),
};

/** Without arguments: time and memory against size, as JSON for bench/results. With a path: reads it. */
if (import.meta.main) {
  const [path] = Deno.args;
  console.log(JSON.stringify(path ? await measure(path) : await growth(), null, path ? 0 : 2));
}

async function measure(path: string): Promise<Reading> {
  const before = peakMemory();
  const start = performance.now();
  const { x, y } = await readFer2013(path);
  const seconds = (performance.now() - start) / 1000;
  const mega = (bytes: number) => Math.round(bytes / 1e5) / 10;
  return {
    seconds,
    rows: y.length,
    storeMB: mega(x.byteLength),
    peakMB: mega(peakMemory() - before),
  };
}

async function growth() {
  const rows = [];
  for (const times of TIMES) {
    rows.push({ times, ...await readInChild(await repeatedTable(times)) });
  }
  return { work: "read_fer2013_growth", deno: Deno.version.deno, rows };
}
