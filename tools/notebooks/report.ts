import type { Notebook } from "./notebook_file.ts";
export function htmlReport(
  _notebooks: readonly { name: string; notebook: Notebook }[],
  _options: { title: string },
): Promise<string> {
  return Promise.resolve("");
}
