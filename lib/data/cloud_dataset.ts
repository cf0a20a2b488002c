import { EMOTIONS } from "../core/emotions.ts";
import { faultMessage } from "../core/errors.ts";
import { type Dataset, ROLES } from "./dataset.ts";
import { cloudFindings } from "./cloud_findings.ts";
import type { FoundCloud } from "./face_samples_parser.ts";
import { sessionRoles } from "./session_roles.ts";

/** Clouds with the sentences that people should read before any number made from them. */
export interface Clouds extends Dataset<Float32Array> {
  /** What was found where, and what is unusual about it. */
  readonly notes: readonly string[];
  /** The name of each group: a recording session, or a synthetic person. */
  readonly groupNames: readonly string[];
  /** What a group is: sessions of one person may lie on both sides of a split, people may not. */
  readonly groupKind: "session" | "person";
}

/**
 * Puts clouds that were found together into one data set, in metres, with roles by session.
 *
 * Units other than metres are recognised by the size of a face, converted, and said; axes that look
 * swapped and expressions that are missing are said.
 *
 * @param file for messages.
 * @throws {SyntaxError} when there is no cloud, or clouds have different numbers of points.
 */
export function cloudDataset(found: readonly FoundCloud[], file: string): Clouds {
  if (found.length === 0) {
    throw new SyntaxError(faultMessage("there is no cloud", { file }, "Is it the right file?"));
  }
  const points = found[0].points.length / 3;
  const other = found.find((cloud) => cloud.points.length !== found[0].points.length);
  if (other) {
    throw new SyntaxError(faultMessage(
      `sample "${other.sample}", emotion "${other.emotion}" (${other.place}) has ` +
        `${other.points.length / 3} points, but the first cloud ${points}`,
      { file },
      "All clouds of a data set need the same points in the same order.",
    ));
  }
  const groupNames = [...new Set(found.map(({ sample }) => sample))];
  const numbers = new Map(groupNames.map((name, k) => [name, k]));
  const roles = sessionRoles(groupNames);
  const { scale, notes } = cloudFindings(found);
  const x = new Float32Array(found.length * points * 3);
  found.forEach((cloud, i) => x.set(cloud.points, i * points * 3));
  if (scale !== 1) { for (let i = 0; i < x.length; i++) x[i] *= scale; }
  const group = Uint32Array.from(found, ({ sample }) => numbers.get(sample)!);
  return {
    name: "iPhone X clouds",
    synthetic: false,
    itemShape: [points, 3],
    ids: found.map(({ sample, emotion }) => `${sample}/${emotion}`),
    x,
    y: Uint8Array.from(found, ({ emotion }) => EMOTIONS.indexOf(emotion)),
    role: Uint8Array.from(group, (session) => ROLES.indexOf(roles[session])),
    group,
    notes: [
      `${found.length} clouds of ${points} points from ${groupNames.length} ` +
      `recording session${
        groupNames.length === 1 ? "" : "s"
      } in ${file}. Sessions are not people: ` +
      "nobody recorded who sat in front of the camera.",
      ...notes,
    ],
    groupNames,
    groupKind: "session",
  };
}
