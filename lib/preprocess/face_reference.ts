/** An average face to which clouds are compared by place, whatever the order of their points. */
export interface FaceReference {
  /** `[n, 3]` the face at rest, metres, in the frame of ARKit's face anchor. */
  readonly points: Float64Array;
  /** `[n]` 1 where skin belongs above the mouth, 0 below, between them beside its corners. */
  readonly above: Float64Array;
  /** Points of the left half and the midline at whose places movements are read. */
  readonly anchors: readonly number[];
  /** For each anchor, the point that lies at its mirror image; itself on the midline. */
  readonly mirrored: readonly number[];
}
