import type { Emotion } from "../../core/emotions.ts";
import { type ExpressionVariant, PROTOTYPES } from "../../core/facs.ts";

/**
 * How people without training show an expression when asked to, beside the patterns of EMFACS.
 *
 * Posed expressions keep only part of the prototype, and disgust, fear and sadness are the ones that
 * people pose in ways of their own (P. Gosselin, G. Kirouac, F. Doré, "Components and recognition of
 * facial expression in the communication of emotion by actors", Journal of Personality and Social
 * Psychology 68, 1995). A population that knew prototypes alone would teach a model to miss them.
 */
const POSED: Readonly<Partial<Record<Emotion, readonly ExpressionVariant[]>>> = {
  angry: [
    {
      units: { 4: 0.55, 6: 0.55, 7: 0.5, 10: 0.2, 17: 0.85, 24: 0.7 },
      note: "mouth pressed and pushed up",
    },
    { units: { 4: 0.6, 9: 0.25, 17: 0.7, 23: 0.5 }, note: "brows and chin" },
    { units: { 4: 0.7, 7: 0.4 }, note: "brows and lids alone" },
  ],
  disgust: [
    { units: { 4: 0.35, 7: 0.2, 10: 0.25, 25: 0.45 }, note: "brows down, lips parted" },
    { units: { 4: 0.3, 9: 0.3, 10: 0.3, 16: 0.3, 25: 0.4 }, note: "faint, mouth open" },
    { units: { 7: 0.3, 14: 0.4, 15: 0.4, 20: 0.4, 25: 0.2 }, note: "mouth drawn back" },
  ],
  fear: [
    { units: { 1: 0.4, 2: 0.3, 5: 0.5, 25: 0.6, 26: 0.25 }, note: "startled, jaw loose" },
    { units: { 1: 0.5, 5: 0.6, 20: 0.25, 25: 0.6, 26: 0.15 }, note: "lips parted" },
    { units: { 4: 0.4, 5: 0.4, 20: 0.6, 25: 0.5 }, note: "teeth bared, brows drawn" },
  ],
  sad: [
    { units: { 4: 0.4, 7: 0.3, 15: 0.45, 17: 0.35 }, note: "brows drawn down" },
    { units: { 7: 0.2, 15: 0.5, 17: 0.45, 43: 0.25 }, note: "lids heavy, brows at rest" },
    { units: { 1: 0.45, 15: 0.4, 24: 0.3, 17: 0.3 }, note: "lips pressed" },
  ],
  surprise: [
    { units: { 1: 0.5, 2: 0.6, 5: 0.5, 18: 0.3, 25: 0.5, 26: 0.5 }, note: "round mouth" },
  ],
};

/** Every way in which the population shows an expression: EMFACS first, then as people pose it. */
export function posedVariants(emotion: Emotion): readonly ExpressionVariant[] {
  return [...PROTOTYPES[emotion].variants, ...(POSED[emotion] ?? [])];
}
