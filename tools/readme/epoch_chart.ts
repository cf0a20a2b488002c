import { BATCH_SIZES } from "../../bench/engine/batch_sizes.ts";
import type { BenchRow } from "../../bench/harness.ts";

/** Where `deno task readme` draws {@link epochChart}, seen from the README. */
export const EPOCH_CHART = "docs/pictures/seconds_per_epoch.svg";

/** Training images of FER2013: what an epoch goes through. */
const IMAGES = 28_709;

const SYSTEMS: Readonly<Record<string, string>> = {
  engine: "this engine",
  keras: "Keras",
  "keras-jit": "Keras, compiled",
  pytorch: "PyTorch",
  "tfjs-cpu": "stock TensorFlow.js",
};

const WORKS = ["model_1", "vgg"] as const;
const [WIDTH, LEFT, RIGHT, BAR, GAP, HEAD] = [760, 170, 96, 20, 6, 30];

interface Bar {
  readonly label: string;
  readonly seconds: number;
  readonly own: boolean;
}

/**
 * An SVG of seconds per epoch over FER2013's training images, for each work the systems' best, on a
 * logarithmic scale; null until the works have been measured.
 *
 * @param rows of the newest results of each work
 */
export function epochChart(rows: readonly BenchRow[]): string | null {
  const groups = WORKS.map((work) => ({ work, bars: barsOf(rows, work) }));
  if (groups.some(({ bars }) => bars.length === 0)) return null;
  const all = groups.flatMap(({ bars }) => bars.map(({ seconds }) => seconds));
  const low = 10 ** Math.floor(Math.log10(Math.min(...all)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...all)));
  const scale = (seconds: number) =>
    (Math.log(seconds / low) / Math.log(high / low)) * (WIDTH - LEFT - RIGHT);
  const drawn: string[] = [];
  let y = 0;
  for (const { work, bars } of groups) {
    const images = `batches of ${BATCH_SIZES[work]}`;
    drawn.push(text(0, y + 20, `${work}, ${images}: seconds an epoch`, 'font-weight="600"'));
    y += HEAD;
    for (const { label, seconds, own } of bars) {
      const width = Math.max(2, scale(seconds));
      const fill = own ? "#0b7285" : "#adb5bd";
      drawn.push(
        text(LEFT - 8, y + 15, label, 'text-anchor="end"'),
        `<rect x="${LEFT}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" fill="${fill}"/>`,
        text(LEFT + width + 6, y + 15, shown(seconds)),
      );
      y += BAR + GAP;
    }
    y += GAP * 2;
  }
  drawn.push(text(LEFT, y + 10, `${IMAGES.toLocaleString("en")} images; logarithmic scale`));
  const height = y + 18;
  const size = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`;
  const title = `Seconds per epoch: ${
    groups.map(({ work, bars }) =>
      `${work} ${bars.map(({ label, seconds }) => `${label} ${shown(seconds)}`).join(", ")}`
    ).join("; ")
  }`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="13" role="img">`,
    `<title>${title}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...drawn,
    "</svg>\n",
  ].join("\n");
}

function barsOf(rows: readonly BenchRow[], work: keyof typeof BATCH_SIZES): Bar[] {
  const steps = Math.ceil(IMAGES / BATCH_SIZES[work]);
  return Object.entries(SYSTEMS).flatMap(([system, label]) => {
    const own = rows.filter((row) => row.work === work && row.system === system);
    if (own.length === 0) return [];
    const seconds = Math.min(...own.map((row) => row.seconds.median)) * steps;
    return [{ label, seconds, own: system === "engine" }];
  });
}

function text(x: number, y: number, words: string, more = ""): string {
  return `<text x="${x.toFixed(1)}" y="${y}" fill="#212529" ${more}>${words}</text>`;
}

function shown(seconds: number): string {
  if (seconds < 1000) return `${seconds.toPrecision(3)} s`;
  return seconds < 7200 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(0)} h`;
}
