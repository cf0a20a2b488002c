import { encode } from "fast-png";
import type { Emotion } from "#lib/core/emotions.ts";
import { PROTOTYPES } from "#lib/core/facs.ts";
import { renderFace } from "#lib/data/synthetic/render_face.ts";

const made = new Map<Emotion, Uint8Array>();

/** The average synthetic face with the Action Units of an expression's prototype, as a PNG file. */
export function guidePicture(emotion: Emotion): Uint8Array {
  const known = made.get(emotion);
  if (known) return known;
  const activation = PROTOTYPES[emotion].variants[0].units;
  const { pixels, width, height } = renderFace({ activation, size: 320 });
  const png = encode({ width, height, channels: 1, data: pixels });
  made.set(emotion, png);
  return png;
}
