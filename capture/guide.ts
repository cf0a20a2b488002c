import type { Emotion } from "../lib/core/emotions.ts";

/** What to do with each part of the face, in words that anybody can follow. */
export interface Guide {
  readonly brows: string;
  readonly lids: string;
  readonly nose: string;
  readonly lips: string;
}

/** The expressions in the order in which they are asked for: the face at rest first. */
export const ORDER: readonly Emotion[] = [
  "neutral",
  "happy",
  "surprise",
  "fear",
  "sad",
  "disgust",
  "angry",
];

/** Instructions for each expression, after the Action Units of its prototype in `lib/core/facs.ts`. */
export const GUIDES: Readonly<Record<Emotion, Guide>> = {
  neutral: {
    brows: "Let them rest.",
    lids: "Let them rest, eyes open as usual.",
    nose: "Let it rest.",
    lips: "Closed without pressing, corners at rest.",
  },
  happy: {
    brows: "Let them rest.",
    lids: "Raise your cheeks until the lower lids push up a little.",
    nose: "Let it rest.",
    lips: "Pull the corners up and out, and show your upper teeth.",
  },
  surprise: {
    brows: "Raise them all along, as high as they go.",
    lids: "Open your eyes a little wider.",
    nose: "Let it rest.",
    lips: "Let your jaw drop, lips loose.",
  },
  fear: {
    brows: "Raise them, and draw them together at the same time.",
    lids: "Open your eyes as wide as you can.",
    nose: "Let it rest.",
    lips: "Stretch them sideways, slightly open.",
  },
  sad: {
    brows: "Raise their inner ends and draw them together.",
    lids: "Let the upper lids hang a little.",
    nose: "Let it rest.",
    lips: "Draw the corners down.",
  },
  disgust: {
    brows: "They come down by themselves as you wrinkle your nose.",
    lids: "Narrow your eyes.",
    nose: "Wrinkle it, as at a bad smell.",
    lips: "Raise the upper lip, chin up.",
  },
  angry: {
    brows: "Pull them down and together.",
    lids: "Tense them: a hard stare.",
    nose: "Let it rest.",
    lips: "Press them together firmly.",
  },
};
