import { faultMessage } from "../core/errors.ts";
import { EMOTION_COUNT, emotionIndex } from "../core/emotions.ts";
import type { Fer2013Rows } from "./fer2013_rows.ts";
import type { KnownTraining } from "./known_training.ts";
import { type Usage, USAGES } from "./usages.ts";

/** The images that the votes are to be matched with. */
export interface VotedImages {
  readonly rows: Pick<Fer2013Rows, "usage">;
  /** `[n]` pixel hashes. */
  readonly hashes: Float64Array;
  readonly known: KnownTraining;
}

/** FER+'s columns of votes in its file's order, and the label each counts to; null for none. */
const VOTES = {
  neutral: "neutral",
  happiness: "happy",
  surprise: "surprise",
  sadness: "sad",
  anger: "angry",
  disgust: "disgust",
  fear: "fear",
  contempt: null,
  unknown: null,
  NF: null,
} as const;
const HEADER = ["Usage", "Image name", ...Object.keys(VOTES)].join(",");
const LABELS = Object.values(VOTES).map((label) => label === null ? -1 : emotionIndex(label));

/**
 * Reads the votes of FER+ (Barsoum et al. 2016, `fer2013new.csv`): ten people looked at each image
 * anew.
 *
 * FER+ names no images that Kaggle's files know: its rows are those of FER2013 by their place alone.
 * So the votes are only given out where the places are sure: each usage in the image file must be
 * whole, and the Training rows, if there, must be the known ones in their known order.
 *
 * @returns `[n, 7]` shares of all votes cast for an image, in the order of `EMOTIONS`. What is
 *   missing to 1 went to contempt, "unknown" and "not a face"; a row may be all 0.
 * @throws {SyntaxError} for a bad file of votes, with its line.
 * @throws {RangeError} if the votes cannot be matched with the images.
 */
export async function ferPlusVotes(
  path: string,
  { rows: { usage }, hashes, known }: VotedImages,
): Promise<Float32Array> {
  const perUsage = parse(await Deno.readTextFile(path), path);
  const result = new Float32Array(usage.length * EMOTION_COUNT);
  const next = USAGES.map(() => 0);
  usage.forEach((of, i) => {
    const place = next[of]++;
    const isElsewhere = USAGES[of] === "Training" && hashes[i] !== known.hashes[place];
    if (isElsewhere) throw unmatched(path, `Training row ${place} is another image there`);
    result.set(perUsage[of][place] ?? [], i * EMOTION_COUNT);
  });
  USAGES.forEach((name, of) => {
    const [images, voted] = [next[of], perUsage[of].length];
    if (images > 0 && images !== voted) {
      throw unmatched(path, `${images} ${name} rows here, ${voted} there`);
    }
  });
  return result;
}

function unmatched(path: string, why: string): RangeError {
  return new RangeError(faultMessage(
    `the votes of FER+ belong to other rows than these: ${why}`,
    { file: path },
    "Votes can be used with Kaggle's fer2013.csv, unchanged; with any other file, leave them out.",
  ));
}

/** For each usage its rows' shares of votes. */
function parse(text: string, file: string): number[][][] {
  const lines = text.replace(/^\uFEFF/, "").trimEnd().split(/\r\n?|\n/);
  const fail = (what: string, line: number): never => {
    const remedy = "Get fer2013new.csv again from https://github.com/microsoft/FERPlus.";
    throw new SyntaxError(faultMessage(what, { file, line }, remedy));
  };
  if (lines[0] !== HEADER) fail("this is not FER+'s header", 1);
  const perUsage: number[][][] = USAGES.map(() => []);
  lines.slice(1).forEach((text, i) => {
    const line = i + 2;
    const [name, _image, ...counts] = text.split(",");
    const of = USAGES.indexOf(name as Usage);
    if (of < 0) fail(`unknown usage "${name.slice(0, 24)}"`, line);
    if (counts.length !== LABELS.length) fail(`${counts.length} votes, not ${LABELS.length}`, line);
    const wrong = counts.find((count) => !/^\d{1,3}$/.test(count));
    if (wrong !== undefined) fail(`"${wrong.slice(0, 24)}" is no number of votes`, line);
    const sum = counts.reduce((total, count) => total + Number(count), 0);
    if (sum === 0) fail("no votes at all", line);
    const shares = new Array<number>(EMOTION_COUNT).fill(0);
    LABELS.forEach((label, k) => label >= 0 && (shares[label] = Number(counts[k]) / sum));
    perUsage[of].push(shares);
  });
  return perUsage;
}
