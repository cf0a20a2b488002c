/**
 * A person's name as the name of a file on every system: letters of all scripts stay.
 *
 * @example
 * ```ts
 * import { fileName } from "#lib/submission/file_name.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(fileName("Ada Lovelace, née Byron"), "Ada_Lovelace_née_Byron");
 * ```
 */
export function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}.-]+/gu, "_").replace(/^[._]+|[._]+$/g, "") || "submission";
}
