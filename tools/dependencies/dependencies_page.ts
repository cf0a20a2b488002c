import { markdownTable } from "../readme/markdown_table.ts";
import type { Package } from "./read_lock.ts";

/** A package with its licence; `undefined` where it is only fetched on other systems. */
export interface Licensed extends Package {
  readonly licence?: string;
}

/**
 * `docs/dependencies.md`.
 *
 * @param direct names of the packages in the import map.
 */
export function dependenciesPage(
  packages: readonly Licensed[],
  direct: ReadonlySet<string>,
): string {
  const here = packages.filter(({ licence }) => licence !== undefined);
  const elsewhere = packages.filter(({ licence }) => licence === undefined);
  const table = (rows: readonly Licensed[]) =>
    markdownTable(
      ["package", "version", "licence"],
      rows.map(({ name, version, licence }) => [name, version, licence!]),
    );
  const scripts = packages.filter(({ hasScript }) => hasScript).map(({ name }) => name);
  return `# What it stands on

<!-- Written by \`deno task dependencies\`; changes by hand are lost. -->

Every npm package that \`deno.lock\` names, with its version and licence as the package itself tells it.
All come from the npm registry, checked against the hashes in the lock file. Deno runs no script of a
package when it fetches it; ${scripts.join(", ")} bring one, and work without. A test fails when a
package with a licence that is not known joins.

## Named by the project

${table(here.filter(({ name }) => direct.has(name)))}

## Brought along by these

${table(here.filter(({ name }) => !direct.has(name)))}

## On other systems

Builds for other systems than ${Deno.build.os} ${Deno.build.arch} and what only they need, fetched there
in place of the ones above. Their licences are those of their families, and not looked up here.

${elsewhere.map(({ name, version }) => `- ${name} ${version}`).join("\n")}
`;
}
