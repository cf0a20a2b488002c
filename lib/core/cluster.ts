/** A cluster of things: one thing, or two clusters that join at a distance. */
export type Cluster =
  | { readonly name: string }
  | { readonly distance: number; readonly parts: readonly [Cluster, Cluster] };
