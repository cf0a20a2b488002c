import type { Emotion } from "../lib/core/emotions.ts";

/** The two sets of photos: those to learn from, and those to ask. */
export const SETS = ["train", "test"] as const;

/** One of the two sets. */
export type PhotoSet = (typeof SETS)[number];

/** What is wrong with a photo, and what to do. */
export interface Finding {
  readonly refused: boolean;
  readonly what: string;
  readonly remedy: string;
}

/** Where a face lies, as shares of the picture's width and height. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What the server sees in a picture from the camera. */
export interface Look {
  readonly boxes: readonly Box[];
  readonly findings: readonly Finding[];
  /** `[7]` in the order of `EMOTIONS`; absent without exactly one face, or without a model. */
  readonly probabilities?: readonly number[];
}

/** What became of a photo that was sent. */
export interface Saved extends Look {
  /** Whether it lies on disk now. */
  readonly saved: boolean;
}

/** What the page must know at its start. */
export interface State {
  /** Where the photos go. */
  readonly folder: string;
  /** The model behind the live probabilities, if there is one. */
  readonly model?: string;
  /** The photos that lie there already. */
  readonly taken: Readonly<Record<PhotoSet, readonly Emotion[]>>;
}
