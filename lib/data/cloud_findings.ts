import { EMOTIONS } from "../core/emotions.ts";
import { median } from "../core/median.ts";
import type { FoundCloud } from "./face_samples_parser.ts";

/** How many points ARKit's face geometry has. */
const ARKIT_POINTS = 1220;

/** The height of a face mask in metres, from small and calm to large with an open mouth. */
const HEIGHT = [0.12, 0.4] as const;

const UNITS = [
  { name: "metres", metres: 1 },
  { name: "millimetres", metres: 0.001 },
  { name: "centimetres", metres: 0.01 },
] as const;

/** What is unusual about clouds, and by what to multiply them to have metres. */
export interface CloudFindings {
  readonly scale: number;
  readonly notes: readonly string[];
}

/** Looks clouds over: units, axes, number of points, missing expressions. */
export function cloudFindings(found: readonly FoundCloud[]): CloudFindings {
  const notes: string[] = [];
  const boxes = found.map(({ points }) => extents(points));
  const size = median(boxes.map((box) => Math.max(...box)));
  const fits = (metres: number) => size * metres >= HEIGHT[0] && size * metres <= HEIGHT[1];
  const unit = UNITS.find(({ metres }) => fits(metres));
  if (!unit) {
    notes.push(
      `The clouds are ${
        size.toPrecision(3)
      } units across, which is no face in metres, centimetres ` +
        "or millimetres. They are left as they are; results on them mean nothing.",
    );
  } else if (unit.metres !== 1) {
    notes.push(`The numbers look like ${unit.name}. They were converted to metres.`);
  }
  const odd = found.filter((_, i) => {
    const ratio = Math.max(...boxes[i]) / size;
    return !(ratio > 1 / 2.5 && ratio < 2.5);
  });
  if (odd.length) notes.push(`Of quite another size than the rest: ${nameAll(odd)}.`);
  notes.push(...axisNotes(boxes, found));
  const points = found[0].points.length / 3;
  if (points !== ARKIT_POINTS) {
    notes.push(
      `The clouds have ${points} points; ARKit's face has ${ARKIT_POINTS}. Models on voxels take ` +
        "them all the same.",
    );
  }
  notes.push(...missing(found));
  return { scale: unit?.metres ?? 1, notes };
}

/** A face mask is higher than wide and wider than deep, and its nose points forward. */
function axisNotes(boxes: readonly (readonly number[])[], found: readonly FoundCloud[]): string[] {
  const spans = [0, 1, 2].map((axis) => median(boxes.map((box) => box[axis])));
  const order = [...spans.keys()].sort((a, b) => spans[b] - spans[a]);
  const names = order.map((axis) => "xyz"[axis]).join("");
  if (names !== "yxz") {
    return [
      `The axes look swapped: ${names[0]} is the longest and ${
        names[2]
      } the shortest, but a face ` +
      "is longest along y (up) and shortest along z (out of the face). Nothing was changed.",
    ];
  }
  const turned = [];
  const backwards = found.filter(({ points }) => !noseForward(points)).length;
  if (backwards > found.length / 2) turned.push("z points into the face instead of out of it");
  const upsideDown = found.filter(({ points }) => !foreheadUp(points)).length;
  if (upsideDown > found.length / 2) turned.push("y points down instead of up");
  return turned.length
    ? [`The axes look turned: ${turned.join(", and ")}. Nothing was changed.`]
    : [];
}

/** Whether the middle of the face lies further along z than its sides. */
function noseForward(points: Float32Array): boolean {
  const [low, high] = range(points, 0);
  const [middle, half] = [(low + high) / 2, (high - low) / 2];
  const near: number[] = [];
  const far: number[] = [];
  for (let i = 0; i < points.length; i += 3) {
    const aside = Math.abs(points[i] - middle) / half;
    if (aside < 0.2) near.push(points[i + 2]);
    if (aside > 0.7) far.push(points[i + 2]);
  }
  return median(near) > median(far);
}

/** Whether the upper end of the face is wider than the lower: the chin is its narrow end. */
function foreheadUp(points: Float32Array): boolean {
  const [low, high] = range(points, 1);
  const width = (from: number, to: number) => {
    let [least, most] = [Infinity, -Infinity];
    for (let i = 0; i < points.length; i += 3) {
      const height = (points[i + 1] - low) / (high - low);
      if (height < from || height > to) continue;
      least = Math.min(least, points[i]);
      most = Math.max(most, points[i]);
    }
    return most - least;
  };
  return width(0.85, 1) > width(0, 0.15);
}

function missing(found: readonly FoundCloud[]): string[] {
  const bySample = new Map<string, Set<string>>();
  for (const { sample, emotion } of found) {
    bySample.set(sample, (bySample.get(sample) ?? new Set()).add(emotion));
  }
  const gaps = [...bySample].flatMap(([sample, emotions]) => {
    const absent = EMOTIONS.filter((emotion) => !emotions.has(emotion));
    return absent.length ? [`"${sample}" has no ${absent.join(", ")}`] : [];
  });
  if (!gaps.length) return [];
  const more = gaps.length > 5 ? `; and ${gaps.length - 5} more` : "";
  return [`Expressions are missing: ${gaps.slice(0, 5).join("; ")}${more}.`];
}

function nameAll(clouds: readonly FoundCloud[]): string {
  const names = clouds.slice(0, 5).map(({ sample, emotion, place }) =>
    `"${sample}" ${emotion} (${place})`
  );
  return names.join(", ") + (clouds.length > 5 ? ` and ${clouds.length - 5} more` : "");
}

function extents(points: Float32Array): number[] {
  return [0, 1, 2].map((axis) => {
    const [low, high] = range(points, axis);
    return high - low;
  });
}

function range(points: Float32Array, axis: number): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = axis; i < points.length; i += 3) {
    if (points[i] < low) low = points[i];
    if (points[i] > high) high = points[i];
  }
  return [low, high];
}
