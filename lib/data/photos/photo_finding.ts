/** What is wrong with a photo, or doubtful about it, and what to do. */
export interface PhotoFinding {
  readonly kind: PhotoFault;
  /** A photo that must not be used, or one that may be but should be looked at. */
  readonly refused: boolean;
  /** One sentence for people: what it is. */
  readonly what: string;
  /** And one: what to do. */
  readonly remedy: string;
}

/** The kinds of fault that a photo can have. */
export type PhotoFault =
  | "no face"
  | "several faces"
  | "small face"
  | "dark"
  | "bright"
  | "flat"
  | "blurred"
  | "turned";
