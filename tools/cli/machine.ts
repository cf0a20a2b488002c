import { cpus, totalmem } from "node:os";

/** What a measurement was made on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly os: string;
}

/** This machine. */
export function machine(): Machine {
  const [first] = cpus();
  return {
    cpu: first.model.trim(),
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${Deno.build.os} ${Deno.build.arch}`,
  };
}

/** A machine in one line. */
export function machineLine({ cpu, cores, memoryGiB, os }: Machine): string {
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${os}`;
}
