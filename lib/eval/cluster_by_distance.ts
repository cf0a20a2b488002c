import { agnes, type Cluster as Node } from "ml-hclust";
import type { Cluster } from "../core/cluster.ts";

/**
 * Joins the closest things first, then clusters by their mean distance (average linkage, Sokal &
 * Michener 1958).
 *
 * @param distances `[n][n]`, symmetric.
 * @throws {RangeError} for fewer than two things, or rows that do not fit.
 *
 * @example
 * ```ts
 * import { clusterByDistance } from "#lib/eval/cluster_by_distance.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const tree = clusterByDistance(["a", "b"], [[0, 3], [3, 0]]);
 * deepStrictEqual(tree, { distance: 3, parts: [{ name: "b" }, { name: "a" }] });
 * ```
 */
export function clusterByDistance(
  names: readonly string[],
  distances: readonly (readonly number[])[],
): Cluster {
  if (names.length < 2 || distances.length !== names.length) {
    throw new RangeError(`${names.length} names and ${distances.length} rows make no tree`);
  }
  const rows = distances.map((row) => [...row]);
  return named(agnes(rows, { method: "average", isDistanceMatrix: true }), names);
}

function named(node: Node, names: readonly string[]): Cluster {
  if (node.isLeaf) return { name: names[node.index] };
  const [a, b] = node.children.map((child) => named(child, names));
  return { distance: node.height, parts: [a, b] };
}
