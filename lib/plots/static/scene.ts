import type { Chart } from "../chart.ts";
/** todo */
export function renderScene(_chart: Chart): Uint8Array {
  throw new Error("not yet");
}
