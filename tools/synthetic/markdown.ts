import type { Beside, SyntheticReport } from "./report.ts";

const figure = (value: number | null | undefined) => value == null ? "–" : value.toFixed(1);

function table(title: string, rows: readonly Beside[], sessions: number): string {
  const real = sessions > 0 && rows.some((row) => row.real.length > 0);
  const model = rows.some((row) => row.yardstick !== null);
  const head = [title, "synthetic", ...(model ? ["yardstick"] : []), ...(real ? ["real"] : [])];
  const lines = rows.map(({ name, synthetic, yardstick, real: found }) => [
    name,
    figure(synthetic),
    ...(model ? [figure(yardstick)] : []),
    ...(real ? [found.map(figure).join(", ") || "–"] : []),
  ]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join(
    "\n",
  );
}

/** The report as Markdown tables. */
export function reportMarkdown(report: SyntheticReport): string {
  const { people, seed, sessions, shapes, surfaceDistances } = report;
  const shapeRows = Object.entries(shapes).map(([name, shape]) =>
    `| ${name} | ${
      shape.box.map(([low, high]) => `${low.toFixed(0)} … ${high.toFixed(0)}`).join(" | ")
    } | ${shape.spacing.toFixed(2)} | ${shape.occupiedVoxels} | ${shape.fullestVoxel} | ${
      Object.values(shape.regions).join(" / ")
    } |`
  );
  const regions = Object.keys(Object.values(shapes)[0].regions).join(" / ");
  return [
    `# Synthetic faces beside real ones\n`,
    `${people} synthetic people (seed ${seed}), neutral at rest; real sessions found: ${sessions}. ` +
    `All lengths in mm.\n`,
    `## Clouds at rest\n`,
    `| cloud | x | y | z | spacing | voxels used | fullest | points: ${regions} |`,
    `| --- | --- | --- | --- | --- | --- | --- | --- |`,
    ...shapeRows,
    `\nDistance to the synthetic average surface: ${
      Object.entries(surfaceDistances).map(([name, d]) => `${name} ${d.toFixed(1)}`).join(", ")
    }.\n`,
    `## How people differ\n`,
    table("standard deviation per coordinate", report.identity, sessions),
    `\n## How far expressions move the face\n`,
    table("root mean square from neutral", report.expressions, sessions),
    "",
    table("the same by region", report.expressionRegions, sessions),
    `\n## How far Action Units move the face\n`,
    table("longest displacement", report.actionUnits, sessions),
  ].join("\n");
}
