import type { Schedule } from "./schedule.ts";

/** One learning rate throughout. */
export function constant(rate: number): Schedule {
  return { config: { name: "constant", rate }, dependsOnLength: false, rate: () => rate };
}
